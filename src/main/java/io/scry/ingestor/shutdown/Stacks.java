package io.scry.ingestor.shutdown;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Where threads are, for the log. */
final class Stacks {

    private Stacks() {}

    static String of(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .map(frame -> "    at " + frame)
                .collect(Collectors.joining(
                        "\n", "thread '" + thread.getName() + "' (" + thread.getState() + ")\n", ""));
    }
}
