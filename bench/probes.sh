#!/usr/bin/env bash
# Shows what a probe costs: 8 clients, each of which asks again as soon as it has
# an answer, ask a handler that returns a constant, /health, /ready?detailed=true,
# and Spring Boot's own indicators of PostgreSQL and Redis, in turn and all in one
# process. Both probes must be answered at least 0.8 times as often as the
# constant, and 10 times as often as Boot's indicators.
#
#   bench/probes.sh [rounds=7]
#
# Takes about three minutes and a half, the build included; never more than ten.
set -euo pipefail
exec "$(dirname "$0")/run" ProbeRates "${1:-7}"
