package io.scry.ingestor.work;

import java.time.Duration;

/** Does what a job stands for. Called by several workers at once, and for one job again if the first time was cut off. */
public interface JobHandler {

    /**
     * Does the job, or finds that it is done already.
     *
     * @throws InterruptedException if the worker has to stop; the job then goes back to the queue at once
     */
    Outcome run(ClaimedJob job) throws InterruptedException;

    /** What becomes of the job. */
    sealed interface Outcome {
        /** It is over. */
        record Done() implements Outcome {}

        /** It is over, and has been taken out of the queue with what ended it, unless another worker has claimed it. */
        record Removed() implements Outcome {}

        /** It is to be tried again. */
        record TryAgain(Duration delay) implements Outcome {}
    }
}
