package io.scry.ingestor.harness;

import java.io.IOException;
import java.util.List;

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
        sendTimes(1, pid, signal);
    }

    /** Sends a signal several times, as fast as a shell can. */
    public static void sendTimes(int times, long pid, String signal) throws IOException, InterruptedException {
        String kill = "kill -s " + signal + " -- " + pid + " && ";
        int exit = new ProcessBuilder("sh", "-c", kill.repeat(times) + "true")
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("Process " + pid + " did not take the signal " + signal);
        }
    }

    /**
     * What to put before a command so that no signal is ignored: programs that a shell started in the background ignore
     * SIGINT, and so would all that they start. Empty where {@code env} cannot do that.
     */
    public static List<String> atTheirDefaults() throws IOException, InterruptedException {
        List<String> prefix = List.of("env", "--default-signal");
        List<String> trial = List.of("env", "--default-signal", "true");
        return new ProcessBuilder(trial).start().waitFor() == 0 ? prefix : List.of();
    }
}
