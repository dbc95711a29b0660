package io.scry.ingestor.isolation;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/** Stops an adapter in this thread, the next time that it says how far it has come. */
final class TimeLimitedOutput implements Output {

    private final Output output;
    private final long deadline;

    private TimeLimitedOutput(Output output, Duration limit) {
        this.output = output;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    static <O extends Record> Extraction extract(
            Adapter<O> adapter, Document document, O options, Output output, Duration limit)
            throws IOException, InterruptedException {
        try {
            return adapter.extract(document, options, new TimeLimitedOutput(output, limit));
        } catch (TimeIsUp e) {
            throw StoppedExtractionException.late(limit);
        }
    }

    @Override
    public JsonGenerator records() {
        return output.records();
    }

    @Override
    public JsonGenerator document() {
        return output.document();
    }

    @Override
    public void progress(long done, long total) throws InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new TimeIsUp();
        }
        output.progress(done, total);
    }

    /** Adapters let interrupts pass. */
    private static final class TimeIsUp extends InterruptedException {

        @Serial
        private static final long serialVersionUID = 1;
    }
}
