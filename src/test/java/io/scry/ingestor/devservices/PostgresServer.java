package io.scry.ingestor.devservices;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL on the loopback interface. It runs in a session of its own, so a terminal's Ctrl+C does not reach
 * it.
 */
public final class PostgresServer implements AutoCloseable {

    private final Path data;
    private final int port;
    private final boolean durable;
    private @Nullable EmbeddedPostgres server;

    private PostgresServer(Path data, int port, boolean durable) {
        this.data = data;
        this.port = port;
        this.durable = durable;
    }

    /**
     * Starts a server with an empty database.
     *
     * @param durable whether it waits for the disk at every commit, as in production; without, it is faster and a
     *     crash of the machine loses data
     */
    public static PostgresServer start(ServiceDirectory directory, int port, boolean durable) throws IOException {
        ServerLogs.quieten();
        PostgresServer server = new PostgresServer(directory.newSubdirectory("postgres-"), port, durable);
        server.start();
        return server;
    }

    /** Starts it, again with the same port and data if it was stopped. */
    public void start() throws IOException {
        String onOrOff = durable ? "on" : "off";
        server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(ServiceDirectory.programs().toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "300")
                .setServerConfig("fsync", onOrOff)
                .setServerConfig("synchronous_commit", onOrOff)
                .setServerConfig("full_page_writes", onOrOff)
                // Else a stranger at its port that never answers would hold up the start for ever.
                .setConnectConfig("socketTimeout", "10")
                .setPGStartupWait(Duration.ofSeconds(30))
                .start();
    }

    /** The superuser's address of the database {@code postgres}, in libpq's form. */
    public URI url() {
        return URI.create("postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres");
    }

    /** Stops it and keeps its data; does nothing if it does not run. */
    public void stop() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** Kills all its processes, as the machine does when it runs out of memory; {@link #start} recovers its data. */
    public void kill() throws IOException {
        ProcessHandle postmaster =
                ProcessHandle.of(pid()).orElseThrow(() -> new IOException("PostgreSQL does not run"));
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        // What it holds in this JVM has to go too, and would complain that there is nothing to stop.
        ServerLogs.silence();
        stop();
        ServerLogs.quieten();
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
