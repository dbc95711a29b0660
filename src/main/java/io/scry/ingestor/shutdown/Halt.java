package io.scry.ingestor.shutdown;

import java.time.Duration;

/** Ends the process without any of the JVM's shutdown hooks. */
final class Halt {

    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private Halt() {}

    /** Logs something first, if the log takes it: what hangs may be who reads the log. */
    static void now(int code, Runnable lastWords) {
        try {
            Thread.ofPlatform().daemon().name("last-words").start(lastWords).join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }
}
