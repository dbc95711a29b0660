#!/usr/bin/env bash
# Shows how quick the service is beside others on the same files and machine, in
# turns, and writes the tables to target/bench/peers.md: documents a second
# against Apache Tika behind an HTTP server, which Maven fetches.
#
#   bench/peers.sh [rounds=7] [seconds a round=5] [part...]
#
# Parts are documents; without any all are run.
# With fewer than five rounds it is a trial, and warms up less.
# Fails if a ratio is below its limit. Takes about an hour and a half for all;
# never more than three.
set -euo pipefail
cd "$(dirname "$0")/.."
./mvnw -q -f bench/tika/pom.xml compile
exec bench/run Peers "${1:-7}" "${2:-5}" "${@:3}"
