#!/usr/bin/env bash
# Shows what it costs to read documents in processes of their own: two services
# that are alike but for extraction.isolation read the same PDF, Word, Excel
# and HTML documents of more than 100 KB in turns, warm, with two workers, and
# as many parsers in the one. The median of the ratios of the rounds may not be
# below 0.85 for any format.
#
#   bench/isolation.sh [rounds=9] [seconds a round=8]
#
# Takes about fifteen minutes, the build included; never more than half an hour.
set -euo pipefail
exec "$(dirname "$0")/run" Isolation "${1:-9}" "${2:-8}"
