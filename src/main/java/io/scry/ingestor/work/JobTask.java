package io.scry.ingestor.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How the queue's rows become calls of the job handler, and what becomes of a row afterwards. */
@Component
class JobTask {

    private static final Logger log = LoggerFactory.getLogger(JobTask.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;

    private final JobHandler handler;
    private final JobQueue queue;
    private final Slots slots;
    private final Claims claims;
    private final RunningJobs running;
    private final Counter takenOver;

    JobTask(JobHandler handler, JobQueue queue, Slots slots, Claims claims, RunningJobs running, MeterRegistry meters) {
        this.handler = handler;
        this.queue = queue;
        this.slots = slots;
        this.claims = claims;
        this.running = running;
        this.takenOver = Counter.builder("scry_ingestor_jobs_taken_over")
                .description("Jobs that this replica has put back into the queue because their worker had died")
                .register(meters);
    }

    Task<Void> task() {
        FailureHandler<Void> onFailure = this::putBack;
        DeadExecutionHandler<Void> onDeath = this::revive;
        return Tasks.custom(JobQueue.TASK, Void.class)
                .onFailure(onFailure)
                .onDeadExecution(onDeath)
                .execute(this::execute);
    }

    private CompletionHandler<Void> execute(TaskInstance<Void> row, ExecutionContext context) {
        Slots.Slot slot = slots.take();
        if (slot == null) {
            return this::putBackUnbegun;
        }
        String idle = Thread.currentThread().getName();
        try {
            Thread.currentThread().setName(slot.worker());
            return run(new ClaimedJob(
                    JobQueue.job(row.getId()), row.getId(), context.getExecution().version, slot.worker()));
        } finally {
            Thread.currentThread().setName(idle);
            slots.leave(slot);
        }
    }

    /** A scheduler that has just taken over claims more than there is room for beside its predecessors' jobs. */
    private void putBackUnbegun(ExecutionComplete complete, ExecutionOperations<Void> row) {
        row.reschedule(complete, Instant.now());
        // Only now: a slot may have become free while nobody could find this row.
        claims.check();
    }

    private CompletionHandler<Void> run(ClaimedJob job) {
        running.begin(job.id(), job.worker());
        try {
            return after(job, handler.run(job));
        } catch (InterruptedException e) {
            // Never a normal return: the row would be deleted, and the job lost.
            throw new ReleasedException(e);
        } finally {
            running.end(job.id());
            clearLateInterrupt();
        }
    }

    /** A cancellation that came when the job was over must not hit the next one. */
    private static void clearLateInterrupt() {
        if (Thread.interrupted()) {
            log.debug("An interrupt came after the job was over");
        }
    }

    private CompletionHandler<Void> after(ClaimedJob job, JobHandler.Outcome outcome) {
        return switch (outcome) {
            // Not row.remove(), which takes it for a fault if the row went with a statement whose answer was lost.
            case JobHandler.Outcome.Done() -> (complete, row) -> queue.remove(job);
            case JobHandler.Outcome.Removed() -> (complete, row) -> {};
            case JobHandler.Outcome.TryAgain(Duration delay) ->
                (complete, row) -> row.reschedule(complete, Instant.now().plus(delay));
        };
    }

    /** Only what the handler could not deal with comes here: an interrupt, or a database that is away. */
    private void putBack(ExecutionComplete complete, ExecutionOperations<Void> row) {
        if (complete.getCause().orElse(null) instanceof ReleasedException) {
            row.reschedule(complete, Instant.now());
        } else {
            int failures = Math.min(complete.getExecution().consecutiveFailures, MOST_DOUBLINGS);
            row.reschedule(complete, Instant.now().plus(FIRST_DELAY.multipliedBy(1L << failures)));
        }
    }

    private void revive(ExecutionComplete complete, ExecutionOperations<Void> row) {
        UUID job = JobQueue.job(complete.getExecution().getId());
        log.warn(
                "The worker that had job {} has died ({}); it goes back to the queue",
                job,
                complete.getExecution().pickedBy);
        row.reschedule(complete, Instant.now());
        takenOver.increment();
    }

    private static final class ReleasedException extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1;

        ReleasedException(InterruptedException cause) {
            super("The job was released because its worker has to stop", cause);
        }
    }
}
