#!/usr/bin/env bash
# Shows that memory does not grow with a source: makes a CSV file, uploads it
# to a service with a small heap, and streams the data back as JSON and as
# NDJSON, where every record must be there. Needs disk for about six times the
# size, in target/ and in the directory for temporary files.
#
#   bench/big-csv.sh [MiB=1024] [heap=256m]
#
# Takes about five minutes for 1 GiB; never more than thirty.
set -euo pipefail
exec "$(dirname "$0")/run" BigFile csv "${1:-1024}" "${2:-256m}"
