#!/usr/bin/env bash
# Shows that a rolling restart fails nothing: three replicas behind HAProxy,
# which watches /ready?strict=true every second, are stopped with SIGTERM and
# started again one after another, while clients get and post: as fast as they
# can while a replica stops, calmly while one starts. No request may fail, no ingestion may be lost, every exit code is 0.
# Needs HAProxy (apt-get install haproxy).
#
#   bench/rolling.sh [restarts=20] [clients=64]
#
# Takes about ten minutes, the build included; never more than an hour.
set -euo pipefail
exec "$(dirname "$0")/run" Rolling "${1:-20}" "${2:-64}"
