#!/usr/bin/env bash
# Shows how quick the service is beside others, on the same files and machine and
# in turns. Each part writes its tables into its own section of
# docs/PERFORMANCE.md when it is through, and all go to target/bench/peers.md:
#
#   documents  documents a second over HTTP, against Apache Tika
#   python     CSV against pandas, and documents beside Python's engines, where
#              the system has them (apt-get install python3-pandas
#              python3-openpyxl python3-docx python3-bs4 python3-lxml
#              python3-fitz)
#   csv, pdf   adapters alone, against bare loops of FastCSV and PDFBox
#   queue      small JSON ingestions, against bare db-scheduler
#   workers    two processes against one, with jobs that wait
#   memory     a CSV of 1 GiB against one of 10 MiB
#   health     /health while all processors are busy
#   growth     ingestions, listings and status reads with up to 10 million finished
#              ingestions in the tables, which needs 30 GB of disk
#
#   bench/peers.sh [rounds=7] [seconds a round=5] [part...]
#
# Without parts all of them are run, and bench/loops.sh before them. With fewer
# than five rounds it is a trial, which warms up too little, has a smaller large
# file, and leaves the page as it is. Maven fetches Tika, which has a class path of its own. Fails if something
# is beyond its limit, which is written all the same.
# Five rounds of 2 s take 70 minutes; nothing takes more than four hours.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="${JAVA_HOME:+$JAVA_HOME/bin:}$PATH"
# Before anything is built.
BENCH_LOAD=$(LC_ALL=C uptime | sed 's/.*averages*: *//; s/[, ].*//')
export BENCH_LOAD
if (($# < 3)); then
  bench/loops.sh "$((${1:-7} < 5 ? 1 : 3))"
fi
./mvnw -q -f bench/tika/pom.xml compile
exec bench/run Peers "${1:-7}" "${2:-5}" "${@:3}"
