package io.scry.ingestor.bench;

import io.scry.ingestor.harness.Database;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What all measurements have in common: an exit code, an end in time, and a database that waits for its disk. */
final class Bench {

    private static final int FAILED = 1;
    private static final int TOO_LONG = 3;

    private Bench() {}

    interface Body {
        void run() throws Exception;
    }

    /** Runs it and ends this JVM: with 0, with 1 if it failed, or with 3 when the limit has passed. */
    static void run(Duration limit, Body body) {
        LoggingSystem.get(Bench.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        var _ = CompletableFuture.runAsync(
                () -> endAfter(limit), CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        int exit = 0;
        try {
            body.run();
            IO.println("PASSED");
        } catch (Exception | AssertionError e) { // The boundary: whatever it is becomes the exit code.
            e.printStackTrace();
            IO.println("FAILED");
            exit = FAILED;
        }
        System.exit(exit);
    }

    private static void endAfter(Duration limit) {
        IO.println("FAILED: it is not over after " + limit);
        System.exit(TOO_LONG);
    }

    /** Prints the settings that make commits durable, and fails if one of them is off. */
    static void requireDurable(URI database) {
        JdbcClient jdbc = Database.at(database);
        print(
                "load average of this machine at the start",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        print("PostgreSQL", show(jdbc, "server_version"));
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            String value = show(jdbc, setting);
            print(setting, value);
            if (!value.equals("on")) {
                throw new AssertionError("PostgreSQL's " + setting + " is " + value);
            }
        }
    }

    private static String show(JdbcClient jdbc, String setting) {
        return jdbc.sql("SHOW " + setting).query(String.class).single();
    }

    /** Prints one figure on a line of its own. */
    static void print(String name, Object value) {
        IO.println("%-44s %s".formatted(name, value));
    }

    static String oneDecimal(double value, String unit) {
        return "%.1f %s".formatted(value, unit);
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
