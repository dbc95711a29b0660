#!/usr/bin/env bash
# Shows that probes are answered while all processors extract text from large PDFs
# and every business thread waits for a client that has sent half of its request:
# 50 a second, by clients that give up after a second. None may stay unanswered,
# and the p99 of /health must not be above 50 ms.
#
#   bench/busy.sh [seconds=60]
#
# Takes about two minutes, the build included; never more than six.
set -euo pipefail
exec "$(dirname "$0")/run" Busy "${1:-60}"
