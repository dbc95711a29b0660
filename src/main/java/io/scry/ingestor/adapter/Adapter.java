package io.scry.ingestor.adapter;

import java.io.IOException;
import java.util.List;

/**
 * Reads one kind of source into a payload.
 *
 * <p>An adapter holds no bean, no connection and no request, so that it can run in another JVM. It is called by several
 * threads at once and keeps nothing between calls.
 *
 * @param <O> its options: a record whose components carry Jakarta Validation constraints and defaults
 */
public interface Adapter<O extends Record> {

    /** The name by which callers ask for it, such as {@code csv}; its options lie in {@code <name>_adapter.yaml}. */
    String name();

    /** The record that its options are bound to. */
    Class<O> options();

    /** The media types that it reads, the most usual first. */
    List<String> accepts();

    /**
     * Whether a document could make it take time or memory without end, so that it is to run where it can be killed. Only
     * what holds next to nothing of a document in memory, and says often how far it has come, cannot.
     */
    default boolean canRunAway() {
        return true;
    }

    /** How surely the source is of this adapter's kind, judged by its first bytes and, where they are mute, its name. */
    Match recognise(Head head);

    /**
     * Reads the whole document, writing its data to {@code output} as it goes.
     *
     * @throws UnreadableSourceException if the document itself is at fault, so that trying again would not help
     * @throws IOException if reading the file or writing the data failed for another reason
     * @throws InterruptedException if the ingestion was cancelled or the worker has to stop
     */
    Extraction extract(Document document, O options, Output output) throws IOException, InterruptedException;

    /** How surely a source is of an adapter's kind. */
    enum Match {
        /** It is of another kind, or cannot be told. */
        NO,
        /** It could be: the kind has no signature, and nothing speaks against it. */
        MAYBE,
        /** Its content says so. */
        YES
    }
}
