package io.scry.ingestor.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Control groups of Linux, which hold a process and all that it starts to memory and processors, as Kubernetes does. */
public final class PodLimits implements AutoCloseable {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final Duration END = Duration.ofSeconds(20);
    private static final int PERIOD_MICROS = 100_000;

    private final List<Path> groups;

    private PodLimits(List<Path> groups) {
        this.groups = groups;
    }

    /** Sets them; empty where that is not allowed, or not possible. */
    public static Optional<PodLimits> of(long bytes, int processors) {
        PodLimits limits = new PodLimits(new ArrayList<>());
        String name = "scry-" + UUID.randomUUID();
        try {
            if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
                limits.group("", name, "memory.max", bytes);
                limits.write("cpu.max", processors * PERIOD_MICROS + " " + PERIOD_MICROS);
            } else {
                limits.group("cpu", name, "cpu.cfs_period_us", PERIOD_MICROS);
                limits.write("cpu.cfs_quota_us", Integer.toString(processors * PERIOD_MICROS));
                limits.group("memory", name, "memory.limit_in_bytes", bytes);
            }
            return Optional.of(limits);
        } catch (IOException notAllowed) {
            limits.close();
            return Optional.empty();
        }
    }

    private void group(String controller, String name, String limit, long value) throws IOException {
        groups.add(Files.createDirectory(ROOT.resolve(controller).resolve(name)));
        write(limit, Long.toString(value));
    }

    private void write(String file, String value) throws IOException {
        Files.writeString(groups.getLast().resolve(file), value);
    }

    /** What a command has to begin with to be held to them. */
    public List<String> prefix() {
        StringBuilder script = new StringBuilder();
        for (Path group : groups) {
            script.append("echo $$ > ").append(group.resolve("cgroup.procs")).append(" && ");
        }
        return List.of("sh", "-c", script + "exec \"$@\"", "sh");
    }

    /** How often the kernel has killed something for want of memory. */
    public long kills() throws IOException {
        Path events = groups.getLast().resolve("memory.events");
        return number(Files.exists(events) ? events : groups.getLast().resolve("memory.oom_control"), "oom_kill");
    }

    /** The memory that is in use and could not be had back by forgetting what files hold, in bytes. */
    public long used() throws IOException {
        Path stat = groups.getLast().resolve("memory.stat");
        return Files.exists(groups.getLast().resolve("memory.events"))
                ? number(stat, "anon")
                : number(stat, "total_rss");
    }

    /** How many processes there are. */
    public int processes() throws IOException {
        return Files.readAllLines(groups.getLast().resolve("cgroup.procs")).size();
    }

    private static long number(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name + " ")) {
                return Long.parseLong(line.substring(name.length() + 1));
            }
        }
        throw new IOException(file + " has no " + name);
    }

    /** Once all its processes have ended; those of a process that was killed end soon after it. */
    @Override
    public void close() {
        for (Path group : groups) {
            Awaitility.await(group + " to have no processes")
                    .atMost(END)
                    .until(() -> group.toFile().delete());
        }
    }
}
