#!/usr/bin/env bash
# Shows that probes are answered while PostgreSQL, Redis and Kafka all hang: 200
# a second, by clients that give up after a second. None may stay unanswered, and
# threads and sockets may not pile up; requests for the database get their 503
# within 3 s; what is said of the three follows within interval and timeout. The
# p99 of /health must not be above 10 ms, nor that of /ready above 20 ms.
#
#   bench/hang.sh [seconds=60]
#
# Takes about two minutes and a half, the build included; never more than six.
set -euo pipefail
exec "$(dirname "$0")/run" Hang "${1:-60}"
