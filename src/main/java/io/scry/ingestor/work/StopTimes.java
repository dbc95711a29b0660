package io.scry.ingestor.work;

import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsSubscriber;
import io.scry.ingestor.shutdown.DrainSettings;
import io.scry.ingestor.shutdown.ShutdownSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says so when running jobs will not get the time that {@code workers.timeout} promises them. */
@Component
class StopTimes implements SettingsSubscriber {

    private static final Logger log = LoggerFactory.getLogger(StopTimes.class);

    StopTimes(ActiveSettings settings) {
        check(settings.current());
    }

    @Override
    public String name() {
        return "stop times";
    }

    @Override
    public Change prepare(Settings active, Settings next) {
        return wanted(active).equals(wanted(next)) && total(active).equals(total(next))
                ? Change.NONE
                : () -> check(next);
    }

    private static void check(Settings settings) {
        Duration wanted = wanted(settings);
        Duration total = total(settings);
        if (wanted.compareTo(total) > 0 && settings.get(ProcessSettings.class).isWorker()) {
            log.warn(
                    "shutdown.timeout is {}, and drain.min_delay, drain.timeout, workers.timeout and {} for the rest add up"
                            + " to {}: running jobs get less than workers.timeout when this process is told to stop",
                    total,
                    WorkerStop.REST,
                    wanted);
        }
    }

    private static Duration wanted(Settings settings) {
        DrainSettings drain = settings.get(DrainSettings.class);
        return drain.minDelay()
                .plus(drain.timeout())
                .plus(settings.get(WorkerSettings.class).timeout())
                .plus(WorkerStop.REST);
    }

    private static Duration total(Settings settings) {
        return settings.get(ShutdownSettings.class).timeout();
    }
}
