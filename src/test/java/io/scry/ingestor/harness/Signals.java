package io.scry.ingestor.harness;

import java.io.IOException;

/** Sends signals to processes and process groups. */
public final class Signals {

    private Signals() {}

    /**
     * Sends a signal.
     *
     * @param pid a process id, or, negative, the id of a process group
     * @param signal a name such as {@code TERM}
     * @throws IOException if there is no such process
     */
    public static void send(long pid, String signal) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("sh", "-c", "kill -s " + signal + " -- " + pid)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("Process " + pid + " did not take the signal " + signal);
        }
    }
}
