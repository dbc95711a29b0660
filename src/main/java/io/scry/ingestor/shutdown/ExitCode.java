package io.scry.ingestor.shutdown;

/** How a process ended, for whoever started it; the worst that happened counts. */
public enum ExitCode {
    /** Every request was answered, every job was finished or handed over. */
    DRAINED(0),
    /** The service did not start. */
    START_FAILED(1),
    /** The configuration is invalid: EX_CONFIG of BSD's sysexits. */
    INVALID_CONFIGURATION(78),
    /** A registered shutdown handler failed or ran out of time. */
    HANDLER_FAILED(80),
    /** A request was cut off, or jobs could not be handed over and wait until their worker counts as dead. */
    NOT_DRAINED(81),
    /** Something hung, and the process ended at its deadline all the same. */
    DEADLINE_MISSED(82);

    private static final int SIGNAL = 128;

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** What the process exits with. */
    public int code() {
        return code;
    }

    /** What a process exits with that a second signal ended, as shells know it. */
    static int of(int signal) {
        return SIGNAL + signal;
    }
}
