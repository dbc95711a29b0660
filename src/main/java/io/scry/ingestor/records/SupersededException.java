package io.scry.ingestor.records;

import java.io.Serial;
import java.util.UUID;

/** An attempt wants to write, but the ingestion has ended, or a newer attempt has taken it over. */
public final class SupersededException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public SupersededException(UUID ingestion, int attempt) {
        super("Attempt " + attempt + " of ingestion " + ingestion + " is no longer the one that may write");
    }
}
