package io.scry.ingestor.devservices;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on the loopback interface that keeps nothing on disk. As a daemon it has a session of its own, so a
 * terminal's Ctrl+C does not reach it.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final File program;
    private final Path directory;
    private final int port;

    private RedisServer(File program, Path directory, int port) {
        this.program = program;
        this.directory = directory;
        this.port = port;
    }

    public static RedisServer start(ServiceDirectory services, int port) throws IOException, InterruptedException {
        Path directory = services.newSubdirectory("redis-");
        File program =
                ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
        RedisServer server = new RedisServer(program, directory, port);
        server.start();
        return server;
    }

    /** Starts it, again on the same port and empty if it was stopped. */
    public void start() throws IOException, InterruptedException {
        Path log = directory.resolve("redis.log");
        String settings = """
                bind 127.0.0.1
                port %d
                dir "%s"
                save ""
                daemonize yes
                pidfile "%s"
                logfile "%s"
                """.formatted(port, directory, pidFile(), log);
        Path configuration = Files.writeString(directory.resolve("redis.conf"), settings);
        int exit = new ProcessBuilder(program.getPath(), configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("start.log").toFile())
                .start()
                .waitFor();
        try {
            // Redis writes its process id when it listens.
            Awaitility.await().atMost(LIMIT).until(() -> exit != 0 || pid() != 0);
        } catch (ConditionTimeoutException e) {
            throw new IOException("Redis did not start on port " + port + ": " + Files.readString(log), e);
        }
        if (exit != 0) {
            throw new IOException(
                    "Redis did not start on port " + port + ": " + Files.readString(directory.resolve("start.log")));
        }
    }

    public URI url() {
        return URI.create("redis://127.0.0.1:" + port + "/0");
    }

    /** Stops it; does nothing if it does not run. */
    public void stop() throws IOException {
        long pid = pid();
        if (pid != 0) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
            Awaitility.await().atMost(LIMIT).until(() -> pid() == 0 && !listens());
        }
    }

    /** Kills it; {@link #start} starts an empty one. */
    public void kill() throws IOException {
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        Awaitility.await().atMost(LIMIT).until(() -> !listens());
        Files.delete(pidFile());
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private Path pidFile() {
        return directory.resolve("redis.pid");
    }

    private long pid() throws IOException {
        if (!Files.exists(pidFile())) {
            return 0;
        }
        String text = Files.readString(pidFile()).strip();
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
