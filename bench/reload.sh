#!/usr/bin/env bash
# Shows that a reload is seen as a whole, and felt by nobody: clients ingest CSV
# and JSON as fast as they get answers while two configurations that differ in
# many values take turns, by SIGHUP or POST at random moments. No request may
# fail, and the data of every payload must be what the version makes of it that
# it names. Rounds without reloads take turns with rounds with them: the p99
# with reloads must not be above 1.2 times that without.
#
#   bench/reload.sh [reloads=200] [seconds a round=20] [clients=4]
#
# Takes about six minutes, the build included; never more than twenty.
set -euo pipefail
exec "$(dirname "$0")/run" Reload "${1:-200}" "${2:-20}" "${3:-4}"
