package io.scry.ingestor.settings;

import io.scry.ingestor.settings.SettingsSubscriber.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is prepared for one change of the settings: it takes effect as a whole, or is taken back as a whole. */
final class Preparation {

    private static final Logger log = LoggerFactory.getLogger(Preparation.class);

    private final List<Prepared> prepared = new ArrayList<>();

    private record Prepared(String name, Change change) {}

    /** One does not follow; its reason is for whoever asked for the change. */
    static final class RefusedException extends Exception {

        private RefusedException(String name, Exception cause) {
            super(name + ": " + cause.getMessage(), cause);
        }
    }

    /**
     * Prepares all, or none.
     *
     * @throws RefusedException if one of them refuses
     */
    static Preparation of(Stream<SettingsSubscriber> subscribers, Settings active, Settings next)
            throws RefusedException {
        Preparation preparation = new Preparation();
        boolean isComplete = false;
        try {
            for (SettingsSubscriber subscriber : subscribers.toList()) {
                preparation.add(subscriber, active, next);
            }
            isComplete = true;
            return preparation;
        } finally {
            if (!isComplete) {
                preparation.discard();
            }
        }
    }

    /** Boundary: whatever one throws is its refusal. */
    private void add(SettingsSubscriber subscriber, Settings active, Settings next) throws RefusedException {
        try {
            prepared.add(new Prepared(subscriber.name(), subscriber.prepare(active, next)));
        } catch (RuntimeException e) {
            log.error("{} failed to prepare for other settings", subscriber.name(), e);
            throw new RefusedException(subscriber.name(), e);
        } catch (Exception e) {
            throw new RefusedException(subscriber.name(), e);
        }
    }

    /** Makes all of it take effect, and says what did not. */
    List<String> apply() {
        List<String> faults = new ArrayList<>();
        for (Prepared one : prepared) {
            String fault = run(one.name(), "does not follow the new settings", one.change()::apply);
            if (fault != null) {
                faults.add(fault);
            }
        }
        return faults;
    }

    /** Takes all of it back, the last first. */
    void discard() {
        for (Prepared one : prepared.reversed()) {
            String _ = run(one.name(), "did not take its preparation back", one.change()::discard);
        }
    }

    /** Boundary: a fault of one is not to keep the others from following. */
    private static @Nullable String run(String name, String fault, Runnable step) {
        try {
            step.run();
            return null;
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            log.error("{} {}", name, fault, e);
            return name + " " + fault + ": the service has a fault, and its log says more";
        }
    }
}
