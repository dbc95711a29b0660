package io.scry.ingestor.adapter.csv;

import java.io.IOException;
import java.io.Serial;

/** Bytes that are not the text they were taken for. */
final class BadTextException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    private final Kind kind;

    BadTextException(Kind kind) {
        super(kind.toString());
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** What is wrong with them. */
    enum Kind {
        /** They are not in the encoding. */
        WRONG_ENCODING,
        /** They are in the encoding, and hold the character NUL, which no text does. */
        NUL
    }
}
