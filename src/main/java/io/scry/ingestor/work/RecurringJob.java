package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;

/**
 * Something that has to be done now and then by any one of the workers.
 *
 * @param name unique among them
 * @param interval from the end of one time to the beginning of the next
 * @param action what is done; if it throws it is done again at its next time
 */
public record RecurringJob(String name, Duration interval, Runnable action) {

    RecurringTask<Void> task() {
        return Tasks.recurring(name, FixedDelay.of(interval)).execute((row, context) -> action.run());
    }
}
