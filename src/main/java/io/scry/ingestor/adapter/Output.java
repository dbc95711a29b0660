package io.scry.ingestor.adapter;

import tools.jackson.core.JsonGenerator;

/**
 * Where an adapter writes the data of a payload. The data streams to the result store: nothing is held but a small
 * buffer. Exactly one of {@link #records()} and {@link #document()} is called, once; the generator is closed by whom the
 * output belongs to.
 */
public interface Output {

    /** For data that is a list: every root value that is written becomes one record of it. */
    JsonGenerator records();

    /** For data that is one JSON value. */
    JsonGenerator document();

    /**
     * Says how far the reading has come. Cheap enough to be called once a record, and to be called at least every few
     * hundred milliseconds: it is also how a running extraction is stopped.
     *
     * @param done how much was read, in any unit
     * @param total how much there is, in the same unit; 0 where that is not known
     * @throws InterruptedException if the extraction has to stop now
     */
    void progress(long done, long total) throws InterruptedException;
}
