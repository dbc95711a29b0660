#!/usr/bin/env bash
# Shows how quick inner loops are, by JMH, which Maven fetches: the csv, json and
# html adapters and what compresses results, each against a bare loop of the
# library beneath. They are in bench/loops, and run in JVMs of their own with no
# service. The table is written into its section of docs/PERFORMANCE.md, and to
# target/bench/loops.md.
#
#   bench/loops.sh [forks=5] [seconds a round=1]
#
# With fewer than three forks it is a trial, which leaves the page as it is.
# Takes about ten minutes; never more than an hour.
set -euo pipefail
cd "$(dirname "$0")/.."

# A Maven that runs on JDK 25 itself selects no other one for "java".
export PATH="${JAVA_HOME:+$JAVA_HOME/bin:}$PATH"
# Before anything is built.
BENCH_LOAD=$(LC_ALL=C uptime | sed 's/.*averages*: *//; s/[, ].*//')
export BENCH_LOAD

# The phase is what finds the JDK for what is executed.
run() {
  ./mvnw -q -Ploops -DskipTests test-compile org.codehaus.mojo:exec-maven-plugin:3.6.3:exec \
    -Dexec.executable="$1" -Dexec.classpathScope=test -Dexec.args="$2"
}

rm -rf target/loops
mkdir -p target/loops
run javac "-d target/loops -cp %classpath -processor org.openjdk.jmh.generators.BenchmarkProcessor \
$(find bench/loops -name '*.java' | tr '\n' ' ')"
run java "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
-cp target/loops:%classpath io.scry.ingestor.bench.Loops ${1:-5} ${2:-1}"
