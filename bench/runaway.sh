#!/usr/bin/env bash
# Shows that a document which loops, or fills its parser's memory, is stopped
# within the time limit and a second, and that PDFs which are read beside the
# loop take at most 15 % longer than beside a long document, and at most half as
# long again as alone. The packaged service gets an adapter with these faults.
#
#   bench/runaway.sh [rounds=7]
#
# Takes about five minutes, the build included; never more than twenty.
set -euo pipefail
exec "$(dirname "$0")/run" Runaway "${1:-7}"
