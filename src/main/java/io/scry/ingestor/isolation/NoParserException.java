package io.scry.ingestor.isolation;

import java.io.IOException;
import java.io.Serial;

/** No parser was free for a document, which nobody has looked at: it has to come again. */
public final class NoParserException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    NoParserException(String message) {
        super(message);
    }
}
