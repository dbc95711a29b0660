package io.scry.ingestor.records;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where an ingestion stands. All legal moves stand here. */
public enum State {
    /** Accepted, and waiting for a worker. */
    QUEUED,
    /** A worker reads it. */
    RUNNING,
    /** Ended: its payload is there. */
    SUCCEEDED,
    /** Ended: its problem says why. A person may send it round again. */
    FAILED,
    /** Ended: somebody did not want it any more. */
    CANCELLED;

    /** Whether an ingestion in this state may go to the other one next. */
    public boolean mayBecome(State next) {
        return switch (this) {
            case QUEUED -> next == RUNNING || next == CANCELLED;
            // Back to the queue: released by a worker that stops, put off after a failure, or taken from a dead worker.
            case RUNNING -> next != RUNNING;
            case FAILED -> next == QUEUED;
            case SUCCEEDED, CANCELLED -> false;
        };
    }

    /** Whether nothing more happens by itself. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }

    /** The states, by their names in SQL and JSON, from which this one may be reached. */
    List<String> before() {
        return Arrays.stream(values())
                .filter(state -> state.mayBecome(this))
                .map(State::label)
                .toList();
    }

    /** Its name in SQL and JSON, such as {@code queued}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of this name.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public static State of(String label) {
        for (State state : values()) {
            if (state.label().equals(label)) {
                return state;
            }
        }
        throw new IllegalArgumentException("There is no status '" + label + "'; there are "
                + String.join(", ", Arrays.stream(values()).map(State::label).toList()));
    }
}
