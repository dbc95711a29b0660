#!/usr/bin/env bash
# Fuzzes the adapters: the samples (and files of others in ../shared/corpus, if
# they are there) are changed under the guidance of what the code does with
# them, by Jazzer, which Maven fetches. A finding is whatever an adapter throws
# but a refusal with its reason, and whatever takes longer than 60 s. Findings
# lie in target/fuzz/<adapter>/findings; inputs that reached something new stay
# in target/fuzz/<adapter>/corpus for the next time.
#
#   bench/fuzz.sh [minutes per adapter=10] [adapter...]
#
# Fails if there is a finding. Takes as long as it is told to.
set -euo pipefail
cd "$(dirname "$0")/.."

minutes=${1:-10}
shift || true
if [ $# -eq 0 ]; then
  set -- csv json pdf word excel soup rest
fi

# A Maven that runs on JDK 25 itself selects no other one for "java".
export PATH="${JAVA_HOME:+$JAVA_HOME/bin:}$PATH"

# The phase is what finds the JDK for what is executed.
run() {
  ./mvnw -q -Pfuzz -DskipTests test-compile org.codehaus.mojo:exec-maven-plugin:3.6.3:exec \
    -Dexec.executable=java -Dexec.classpathScope=test -Dexec.args="$*"
}

failed=0
for adapter in "$@"; do
  work=target/fuzz/$adapter
  mkdir -p "$work/corpus" "$work/findings" "$work/tmp"
  run "-cp %classpath io.scry.ingestor.fuzz.Seeds $adapter $work/seeds"
  for more in false true; do
    run "-Xmx700m -Xss2m -Djava.io.tmpdir=$work/tmp \
-XX:+EnableDynamicAgentLoading --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
-Dfuzz.adapter=$adapter -Dfuzz.more=$more -cp %classpath com.code_intelligence.jazzer.Jazzer \
--target_class=io.scry.ingestor.fuzz.AdapterFuzz --keep_going=1000 --custom_hook_excludes=** \
--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery --trace=cov:cmp \
--instrumentation_includes=io.scry.ingestor.**:org.apache.pdfbox.**:org.apache.fontbox.**:org.apache.poi.**:org.jsoup.**:de.siegmar.**:org.apache.hc.** \
--reproducer_path=$work/findings -artifact_prefix=$work/findings/ \
-max_total_time=$((minutes * 30)) -timeout=60 -report_slow_units=60 -rss_limit_mb=0 -max_len=200000 -print_final_stats=1 \
$work/corpus $work/seeds" 2>&1 | tee "$work/log-$more" | grep -E '^#[0-9]+.*(DONE|INITED)|^== |stat::number|artifact' || true
  done
  count=$(find "$work/findings" -type f ! -name '*.java' | wc -l)
  echo "$adapter: $count findings in $work/findings"
  [ "$count" -eq 0 ] || failed=1
done
exit "$failed"
