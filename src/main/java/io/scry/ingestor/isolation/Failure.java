package io.scry.ingestor.isolation;

import io.scry.ingestor.adapter.UnreadableSourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * Why a document could not be read, in words that another process understands.
 *
 * @param unreadable the reason, if the document is at fault; null if the machine or the program is
 * @param passing whether it can pass by itself
 */
record Failure(
        UnreadableSourceException.@Nullable Reason unreadable,
        boolean passing,
        @Nullable String message) {

    private static final int MOST = 10_000;

    static Failure of(Throwable cause) {
        return switch (cause) {
            case UnreadableSourceException unreadable -> new Failure(unreadable.reason(), false, cause.getMessage());
            case StackOverflowError _ ->
                new Failure(
                        UnreadableSourceException.Reason.LIMIT_EXCEEDED,
                        false,
                        "The source is nested too deeply to be read");
            case IOException _ -> new Failure(null, true, cause.toString());
            default -> new Failure(null, false, trace(cause));
        };
    }

    private static String trace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString().substring(0, Math.min(MOST, text.getBuffer().length()));
    }

    /** Throws what an adapter in this process would have thrown. */
    IOException raise() throws IOException {
        String text = String.valueOf(message);
        if (unreadable != null) {
            throw new UnreadableSourceException(unreadable, text);
        }
        if (passing) {
            throw new IOException(text);
        }
        throw new IllegalStateException("In a parser: " + text);
    }
}
