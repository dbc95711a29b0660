package io.scry.ingestor.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is measured, when, and on which machine.
 *
 * @param load average of the machine at the start
 */
record Circumstances(String commit, LocalDate date, String machine, String load) {

    /** The script takes it, before anything is built. */
    private static final String LOAD = "BENCH_LOAD";

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    static Circumstances now() throws IOException, InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        String load = System.getenv().getOrDefault(LOAD, "%.2f".formatted(system.getSystemLoadAverage()));
        String machine = "%d processors%s, %d GiB"
                .formatted(system.getAvailableProcessors(), model(), Math.round(system.getTotalMemorySize() / 0x1p30));
        return new Circumstances(describe(), LocalDate.now(ZoneOffset.UTC), machine, load);
    }

    /**
     * In one line.
     *
     * @param command that measured
     * @param versions of what was measured, and of what it needs
     */
    String line(String command, List<String> versions) {
        return "`%s` at commit %s on %s: %s, load average at the start %s; %s."
                .formatted(
                        command,
                        commit,
                        date,
                        machine,
                        load,
                        Stream.concat(Stream.of("Java " + Runtime.version()), versions.stream())
                                .collect(Collectors.joining(", ")));
    }

    /** The commit, and whether there is more: figures of other parts, which are on the page, are no such thing. */
    private static String describe() throws IOException, InterruptedException {
        String commit = git("rev-parse", "--short", "HEAD");
        String changes = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/PERFORMANCE.md");
        return commit.isEmpty() ? "unknown" : changes.isEmpty() ? commit : commit + " with changes";
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        Process git = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? answer : "";
    }

    /** As the kernel calls the processors, where it does. */
    private static String model() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "";
        }
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                .findFirst()
                .orElse("");
    }
}
