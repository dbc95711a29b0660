package io.scry.ingestor.work;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/**
 * What processes tell each other about jobs: that one came, ended, or is not wanted any more. Listeners in this process
 * hear it at once, those in others by {@link PostgresSignals}. A signal is a hint and may be lost: whoever waits for one
 * also looks now and then.
 */
@Component
public class JobSignals {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Listener> carriers = new CopyOnWriteArrayList<>();

    /** Hears signals; must return quickly. */
    public interface Listener {
        /** Something may be in the queue. */
        default void due() {}

        /** This job has ended. */
        default void ended(UUID job) {}

        /** This job is to stop, if it runs here. */
        default void cancelled(UUID job) {}
    }

    /** From now on this listener hears all signals. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    void carryWith(Listener carrier) {
        carriers.add(carrier);
    }

    /** Says that something may be in the queue. */
    public void due() {
        listeners.forEach(Listener::due);
        carriers.forEach(Listener::due);
    }

    /** Says that a job has ended. */
    public void ended(UUID job) {
        listeners.forEach(listener -> listener.ended(job));
        carriers.forEach(carrier -> carrier.ended(job));
    }

    /** Says that a job is not wanted any more. */
    public void cancelled(UUID job) {
        listeners.forEach(listener -> listener.cancelled(job));
        carriers.forEach(carrier -> carrier.cancelled(job));
    }

    /** Passes on what another process said. */
    void heard(String message) {
        String[] words = message.split(" ", -1);
        for (String word : words) {
            switch (word.charAt(0)) {
                case 'd' -> listeners.forEach(Listener::due);
                case 'e' -> listeners.forEach(listener -> listener.ended(UUID.fromString(word.substring(1))));
                case 'c' -> listeners.forEach(listener -> listener.cancelled(UUID.fromString(word.substring(1))));
                default -> throw new IllegalArgumentException("Another process sent a signal of an unknown kind");
            }
        }
    }
}
