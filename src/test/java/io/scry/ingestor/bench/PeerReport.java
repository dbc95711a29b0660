package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Database;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.DecimalFormat;
import java.util.ArrayList;
import java.util.List;

/** What {@code bench/peers.sh} writes, as Markdown: to a file and to the console, line by line. */
final class PeerReport {

    private static final Path FILE = Path.of("target", "bench", "peers.md");

    private final List<String> missed = new ArrayList<>();

    PeerReport(DevServices services) throws IOException, InterruptedException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, "");
        line("Commit %s, %d processors, Java %s, PostgreSQL %s, load average at the start %.1f."
                .formatted(
                        commit(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        Database.at(services.databaseUrl())
                                .sql("SHOW server_version")
                                .query(String.class)
                                .single(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    private static String commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? commit : "unknown";
    }

    void table(String title, String text, String... head) throws IOException {
        line("\n### " + title + "\n\n" + text + "\n");
        row(head);
        row("--- ".repeat(head.length).split(" "));
    }

    void row(String... cells) throws IOException {
        line("| " + String.join(" | ", cells) + " |");
    }

    /** Says what a figure may not be below, and remembers it if it is. */
    String limit(String what, double least, double figure) {
        return limit(what, least, figure >= least);
    }

    /** Says what a figure may not be above, and remembers it if it is. */
    String ceiling(String what, double most, double figure) {
        return limit(what, most, figure <= most);
    }

    private String limit(String what, double limit, boolean isKept) {
        if (!isKept) {
            missed.add(what);
        }
        return new DecimalFormat("#.##").format(limit) + (isKept ? "" : ", missed");
    }

    /** What fell short, so far. */
    List<String> missed() {
        return missed;
    }

    void line(String line) throws IOException {
        IO.println(line);
        Files.writeString(FILE, line + "\n", StandardOpenOption.APPEND);
    }
}
