#!/usr/bin/env bash
# Shows how long the service takes from the start of its process until /ready
# says healthy, with PostgreSQL, Redis and Kafka at hand: with the AOT cache,
# without it, and from the package, in turn; and what memory it takes idle,
# with its parsers, in control groups like a pod's (root).
#
#   bench/startup.sh [rounds=9]
#
# Takes about five minutes, the build included; never more than twenty.
set -euo pipefail
exec "$(dirname "$0")/run" Startup "${1:-9}"
