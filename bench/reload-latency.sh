#!/usr/bin/env bash
# Shows how soon a SIGHUP takes effect: the shipped files with one value changed,
# a SIGHUP, and requests one after another until one is answered by the new
# version; 20 times to warm up, then 100 times. The median must not be above
# 50 ms.
#
#   bench/reload-latency.sh
#
# Takes about a minute, the build included; never more than five.
set -euo pipefail
exec "$(dirname "$0")/run" ReloadLatency
