#!/usr/bin/env bash
# Shows that memory does not grow with a workbook: makes an xlsx file of several
# sheets, with half a million shared texts, uploads it to a service with a small
# heap, and streams the data back as JSON and as NDJSON, where every record must
# be there. Needs disk for about ten times the size, in target/ and in the
# directory for temporary files.
#
#   bench/big-xlsx.sh [MiB=300] [heap=256m]
#
# Takes about five minutes; never more than thirty.
set -euo pipefail
exec "$(dirname "$0")/run" BigFile xlsx "${1:-300}" "${2:-256m}"
