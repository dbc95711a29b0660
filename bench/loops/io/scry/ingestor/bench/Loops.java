package io.scry.ingestor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.json.JsonMapper;

/** The measurements of {@code bench/loops.sh}: inner loops, by JMH. */
final class Loops {

    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Path FILE = Path.of("target", "bench", "loops.md");
    private static final String SECTION = "loops";
    private static final int LEAST_FORKS = 3;
    private static final int ITERATIONS = 5;
    private static final String BARE = "bare";

    private static final String TEXT = """
            ### Adapters and pieces against bare loops

            By JMH: %d forks with a heap of 512 MB, each of %d rounds of %d s after as many to warm up; medians and what they
            lie between. CSV and JSON of 5 MB, an html page of 100 KB. `bare` is a loop over FastCSV's records, over Jackson's
            tokens, jsoup's parser and `text()`, and zstd on pieces of 1 MiB; `copy` writes Jackson's tokens again.

            | loop | time | speed against `bare` | memory taken, once through |
            | --- | --- | --- | --- |
            """;

    private Loops() {}

    /** What came of one loop. */
    private record Loop(String group, String name, Rates millis, double bytes) {

        static Loop of(RunResult result) {
            String[] names = result.getParams().getBenchmark().split("\\.");
            return new Loop(
                    names[names.length - 2],
                    names[names.length - 1],
                    new Rates(result.getBenchmarkResults().stream()
                            .flatMap(fork -> fork.getIterationResults().stream())
                            .map(round -> round.getPrimaryResult().getScore())
                            .toList()),
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
        }

        String row(Rates bare) {
            String speed = name.equals(BARE) ? "1" : "%.2f".formatted(bare.median() / millis.median());
            return "| %s.%s | %s ms | %s | %,.1f MB |\n".formatted(group, name, millis, speed, bytes / 1e6);
        }
    }

    /** Arguments: forks, and seconds of a round. */
    public static void main(String[] args) {
        int forks = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        boolean isTrial = forks < LEAST_FORKS;
        Bench.run(LIMIT, () -> {
            if (isTrial) {
                IO.println("A trial: fewer than %d forks are written to %s, and %s stays as it is."
                        .formatted(LEAST_FORKS, FILE, PeerReport.PAGE.page()));
            } else {
                PeerReport.PAGE.require(List.of(SECTION));
            }
            Circumstances circumstances = Circumstances.now();
            Collection<RunResult> results = new Runner(options(forks, seconds)).run();
            String section = TEXT.formatted(forks, ITERATIONS, seconds)
                    + rows(results.stream().map(Loop::of).toList())
                    + "\n"
                    + circumstances.line("bench/loops.sh %d %d".formatted(forks, seconds), versions())
                    + "\n";
            IO.println(section);
            write(section);
            if (!isTrial) {
                PeerReport.PAGE.write(SECTION, section);
            }
        });
    }

    private static Options options(int forks, int seconds) {
        return new OptionsBuilder()
                .include("Loops\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MILLISECONDS)
                .forks(forks)
                .warmupIterations(ITERATIONS)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(seconds))
                .jvmArgs("-Xmx512m", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
    }

    private static String rows(List<Loop> loops) {
        Map<String, Rates> bare = loops.stream()
                .filter(loop -> loop.name().equals(BARE))
                .collect(Collectors.toMap(Loop::group, Loop::millis));
        return loops.stream().map(loop -> loop.row(bare.get(loop.group()))).collect(Collectors.joining());
    }

    private static List<String> versions() {
        return List.of(
                "JMH " + JarVersion.of("jmh-core"),
                "FastCSV " + JarVersion.of("fastcsv"),
                "Jackson " + JsonMapper.shared().version(),
                "jsoup " + JarVersion.of("jsoup"),
                "zstd-jni " + JarVersion.of("zstd-jni"));
    }

    private static void write(String section) throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, section);
    }
}
