package io.scry.ingestor.work;

import java.util.concurrent.CompletableFuture;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whether workers of this process take jobs. Once it is told to stop they only do while a request here waits for one: jobs
 * that nobody waits for are for the replicas that stay. What they then take may be another job, since a claim cannot name
 * one.
 */
@Component
public class Claims {

    private int waiting;
    private boolean isStopping;
    private Runnable onChange = () -> {};

    /** A request of this process waits for a job until this is complete. */
    public void neededFor(CompletableFuture<?> wait) {
        countWaiting(1);
        var _ = wait.whenComplete((result, failure) -> countWaiting(-1));
    }

    private synchronized void countWaiting(int more) {
        waiting += more;
        if (isStopping) {
            onChange.run();
        }
    }

    @EventListener
    synchronized void on(AvailabilityChangeEvent<ReadinessState> event) {
        if (event.getState() == ReadinessState.REFUSING_TRAFFIC) {
            isStopping = true;
            onChange.run();
        }
    }

    /** Called under this object's lock, so that changes arrive in order. */
    synchronized void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Has the listener look how it stands now. */
    synchronized void check() {
        onChange.run();
    }

    synchronized boolean areWanted() {
        return !isStopping || waiting > 0;
    }
}
