package io.scry.ingestor.web;

import java.io.IOException;
import java.io.Serial;

/** A client sends or takes too little for too long. */
final class SlowClientException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    SlowClientException(String message) {
        super(message);
    }
}
