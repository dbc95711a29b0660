package io.scry.ingestor.adapter;

import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;

/**
 * An adapter that asks a server itself, rather than being given a document. It goes to the web by {@link Web} only.
 *
 * @param <O> its options
 */
public interface EndpointAdapter<O extends Record> extends Adapter<O> {

    /**
     * Asks for all that there is, writing the data to {@code output} as it comes.
     *
     * @throws UnreadableSourceException if the request or what came back is at fault, so that trying again would not help
     * @throws IOException if the server could not be reached, or writing the data failed
     * @throws InterruptedException if the ingestion was cancelled or the worker has to stop
     */
    Extraction extract(Endpoint endpoint, O options, Output output) throws IOException, InterruptedException;

    /** Refuses: there is nobody to ask. */
    @Override
    default Extraction extract(Document document, O options, Output output) {
        throw new UnreadableSourceException(
                Reason.UNSUPPORTED, "The adapter " + name() + " asks a server: send source_type url and an endpoint.");
    }

    /** It has limits of its own, and needs this process to reach its server. */
    @Override
    default boolean canRunAway() {
        return false;
    }

    /** Not by its bytes: no document is of this adapter's kind. */
    @Override
    default Match recognise(Head head) {
        return Match.NO;
    }
}
