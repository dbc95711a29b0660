package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.DecimalFormat;
import java.util.ArrayList;
import java.util.List;

/** What {@code bench/peers.sh} writes, as Markdown: to a file and to the console line by line, to the page by parts. */
final class PeerReport {

    static final MarkedSections PAGE = new MarkedSections(Path.of("docs", "PERFORMANCE.md"));
    static final Path FILE = Path.of("target", "bench", "peers.md");

    private final Peers.Effort effort;
    private final Circumstances circumstances;
    private final String postgres;
    private final StringBuilder section = new StringBuilder();
    private final List<String> versions = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    PeerReport(DevServices services, Peers.Effort effort) throws IOException, InterruptedException {
        this.effort = effort;
        circumstances = Circumstances.now();
        postgres = Database.at(services.databaseUrl())
                .sql("SHOW server_version")
                .query(String.class)
                .single();
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, "");
    }

    /** Runs a part. The page has the new tables when all of it has been measured, and the old ones if it fails. */
    void part(String name, Bench.Body body) throws Exception {
        section.setLength(0);
        versions.clear();
        version("PostgreSQL", postgres);
        body.run();
        String command = "bench/peers.sh %d %d %s".formatted(effort.rounds(), effort.seconds(), name);
        line("\n" + circumstances.line(command, versions));
        if (!effort.isTrial()) {
            PAGE.write(name, section.toString());
        }
    }

    /** Remembers what the part that runs is compared with. */
    void version(String what, String version) {
        versions.add(what + " " + version);
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
        section.append(line).append('\n');
        Files.writeString(FILE, line + "\n", StandardOpenOption.APPEND);
    }
}
