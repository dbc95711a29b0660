package io.scry.ingestor.bench;

import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many threads and sockets a service has, twice a second; nothing where the system does not tell. */
final class Footprints implements AutoCloseable {

    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

    private final Path process;
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final Pacer pacer;

    Footprints(ServiceProcess service) {
        process = Path.of("/proc", Long.toString(service.pid()));
        pacer = new Pacer(2, number -> {
            if (Files.exists(process)) {
                samples.add(new Sample(System.nanoTime(), threads(), sockets()));
            }
        });
    }

    private record Sample(long at, int threads, int sockets) {}

    /** The most that there were in some time. */
    record Footprint(int threads, int sockets) {

        @Override
        public String toString() {
            return threads + " threads, " + sockets + " sockets";
        }
    }

    /** The most that there were between two times of {@link System#nanoTime}. */
    Footprint most(long from, long to) {
        List<Sample> between = samples.stream()
                .filter(sample -> sample.at - from >= 0 && sample.at - to <= 0)
                .toList();
        return new Footprint(
                between.stream().mapToInt(Sample::threads).max().orElse(0),
                between.stream().mapToInt(Sample::sockets).max().orElse(0));
    }

    private int threads() throws IOException {
        Matcher threads = THREADS.matcher(Files.readString(process.resolve("status")));
        return threads.find() ? Integer.parseInt(threads.group(1)) : 0;
    }

    private int sockets() throws IOException {
        int sockets = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                sockets += isSocket(descriptor) ? 1 : 0;
            }
        }
        return sockets;
    }

    private static boolean isSocket(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        }
    }

    @Override
    public void close() {
        pacer.close();
    }
}
