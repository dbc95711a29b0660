#!/usr/bin/env bash
# Shows how long a caller waits for a small JSON document on an idle service,
# from the request to the payload, with every commit on disk: 300 requests to
# warm up, then 500, one after another on one connection. The median must not
# be above 25 ms.
#
#   bench/latency.sh
#
# Takes about two minutes, the build included; never more than five.
set -euo pipefail
exec "$(dirname "$0")/run" Latency
