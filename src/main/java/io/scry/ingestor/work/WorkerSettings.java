package io.scry.ingestor.work;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The worker pool, at {@code workers}.
 *
 * @param count how many ingestions this replica reads at once
 * @param pollInterval how often the queue is looked at when nobody says that something came
 * @param heartbeatInterval how often a worker says that it lives; after 15 s of silence it is off the list
 * @param missedHeartbeats after how many missed heartbeats its jobs go to others
 * @param timeout how long running jobs may go on when the process is told to stop
 */
public record WorkerSettings(
        @DefaultValue("4") @Min(1) @Max(256) int count,

        @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(minutes = 1)
        Duration pollInterval,

        @DefaultValue("3s") @DurationMin(seconds = 1) @DurationMax(seconds = 5)
        Duration heartbeatInterval,

        @DefaultValue("4") @Min(4) @Max(20) int missedHeartbeats,

        @DefaultValue("10s") @DurationMin(seconds = 0) @DurationMax(hours = 1)
        Duration timeout) {

    /** Twice the longest interval: by then every replica has said once more that it lives, whatever its settings are. */
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(10);

    /** Refuses that workers which live count as dead. */
    public WorkerSettings {
        if (heartbeatInterval.multipliedBy(missedHeartbeats).compareTo(SHORTEST_SILENCE) < 0) {
            throw new IllegalArgumentException(
                    "heartbeat_interval times missed_heartbeats must be at least 10s, so that replicas with other settings do"
                            + " not count as dead");
        }
    }
}
