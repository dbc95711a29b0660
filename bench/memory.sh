#!/usr/bin/env bash
# Shows that the service with all its parsers fits the pod's limits: the
# packaged service with the shipped settings of production, in control groups
# with 1 GiB of memory and one processor, reads large documents of all formats
# at once, some of them larger than a parser has memory for. The sum of the
# memory of all processes has to stay below the limit, and the kernel must not
# have killed any. Needs the right to make control groups (root).
#
#   bench/memory.sh [documents=120]
#
# Takes about ten minutes, the build included; never more than half an hour.
set -euo pipefail
exec "$(dirname "$0")/run" Memory "${1:-120}"
