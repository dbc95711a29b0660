#!/usr/bin/env bash
# Shows that no accepted ingestion is lost or done twice when a process dies:
# clients submit to two processes, one is killed with kill -9 at a third of
# the way and another is started. Every ingestion must succeed, have exactly
# one result, which is what was sent, and have an event in Kafka; none may
# wait for the dead process longer than 30 s.
#
#   bench/crash.sh [ingestions=5000] [clients=32]
#
# Takes about two minutes, the build included; never more than ten.
set -euo pipefail
exec "$(dirname "$0")/run" Crash "${1:-5000}" "${2:-32}"
