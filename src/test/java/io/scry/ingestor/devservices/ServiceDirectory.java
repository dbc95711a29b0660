package io.scry.ingestor.devservices;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * The data of some servers below {@code target/dev-services}, and the guard that outlives this JVM.
 *
 * <p>The guard is a shell in a session of its own that waits for the end of its standard input, which this JVM holds.
 * When this JVM is gone, however it ended, the guard stops every PostgreSQL and Redis whose process id file is in
 * the directory, and removes the directory. It runs before any server does.
 */
public final class ServiceDirectory implements AutoCloseable {

    private static final Path ROOT = Path.of("target", "dev-services");

    // The rounds also catch a server that was only being started. PostgreSQL gets the chance to release its shared
    // memory (QUIT is its immediate shutdown) before it is killed; Redis has nothing to lose.
    private static final String GUARD = """
            trap '' HUP INT QUIT TERM
            cat > /dev/null
            for signal in QUIT QUIT QUIT QUIT KILL KILL; do
              [ -d "$1" ] || exit 0
              for file in "$1"/redis-*/redis.pid; do
                [ -s "$file" ] && kill -KILL "$(cat "$file")" && rm -f "$file"
              done
              for file in "$1"/postgres-*/postmaster.pid; do
                [ -s "$file" ] && kill -$signal "$(head -n 1 "$file")"
              done
              sleep 0.3
            done
            rm -rf "$1"
            """;

    private static final String IN_OWN_SESSION = "exec $(command -v setsid) sh -c \"$0\" dev-services-guard \"$1\"";

    private final Path path;
    private final Process guard;

    private ServiceDirectory(Path path, Process guard) {
        this.path = path;
        this.guard = guard;
    }

    /** Creates an empty directory of its own, and its guard. */
    public static ServiceDirectory create() throws IOException {
        Files.createDirectories(ROOT);
        Path path = Files.createTempDirectory(ROOT.toAbsolutePath(), "run-");
        Process guard = new ProcessBuilder("sh", "-c", IN_OWN_SESSION, GUARD, path.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        return new ServiceDirectory(path, guard);
    }

    public Path path() {
        return path;
    }

    /** Where programs that all runs share are unpacked once. */
    static Path programs() {
        return ROOT.toAbsolutePath().resolve("programs");
    }

    /** A new directory for the data of one server. */
    Path newSubdirectory(String prefix) throws IOException {
        return Files.createTempDirectory(path, prefix);
    }

    /** Leaves it to the guard to stop what is half started, and to remove the directory. */
    void abandon() throws IOException {
        guard.getOutputStream().close();
    }

    /** Removes the directory and lets the guard go; close the servers before. */
    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(path);
        abandon();
    }
}
