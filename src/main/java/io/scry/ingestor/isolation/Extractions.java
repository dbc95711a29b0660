package io.scry.ingestor.isolation;

import io.micrometer.core.instrument.MeterRegistry;
import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.isolation.StoppedExtractionException.Reason;
import io.scry.ingestor.settings.ActiveSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Has documents read, each within its limits. */
@Component
public class Extractions {

    private final ActiveSettings settings;
    private final ParserPool parsers;
    private final MeterRegistry meters;

    Extractions(ActiveSettings settings, ParserPool parsers, MeterRegistry meters) {
        this.settings = settings;
        this.parsers = parsers;
        this.meters = meters;
    }

    /**
     * Has an adapter read a document: in another process if it can be made to run away and the settings say so, and in the
     * caller's thread otherwise.
     *
     * @throws StoppedExtractionException if the document was stopped at a limit, or its parser died
     * @throws UnreadableSourceException if the document itself is at fault
     * @throws IOException if reading it failed for another reason, or if no parser has become free
     * @throws InterruptedException if the thread was interrupted
     */
    public <O extends Record> Extraction extract(Adapter<O> adapter, Document document, O options, DataSink sink)
            throws IOException, InterruptedException {
        ExtractionSettings current = settings.current().get(ExtractionSettings.class);
        Duration limit = current.limit(Files.size(document.file()));
        try {
            return adapter.canRunAway() && current.isolation() == ExtractionSettings.Isolation.PROCESS
                    ? elsewhere(Job.of(adapter, document, options), sink, limit, current)
                    : TimeLimitedOutput.extract(adapter, document, options, sink, limit);
        } catch (StoppedExtractionException e) {
            count(adapter.name(), e.reason());
            throw e;
        }
    }

    private Extraction elsewhere(Job job, DataSink sink, Duration limit, ExtractionSettings current)
            throws IOException, InterruptedException {
        ParserProcess parser = parsers.take(current.waitTime());
        boolean isFit = false;
        try {
            Extraction extraction = parser.read(job, sink, limit);
            isFit = true;
            return extraction;
        } catch (UnreadableSourceException e) {
            isFit = true;
            throw e;
        } finally {
            if (isFit) {
                parsers.giveBack(parser);
            } else {
                parsers.discard(parser);
            }
        }
    }

    private void count(String adapter, Reason reason) {
        meters.counter(
                        "scry_ingestor_extractions_stopped",
                        "adapter",
                        adapter,
                        "reason",
                        reason.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
