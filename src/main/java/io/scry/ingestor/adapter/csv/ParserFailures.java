package io.scry.ingestor.adapter.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.EOFException;
import java.io.IOException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamWriteException;

/** Says in the caller's words what the parser throws. It wraps whatever goes wrong, in itself or in a handler. */
final class ParserFailures {

    private ParserFailures() {}

    /**
     * @param line on which the record began that was being read
     * @param maxFieldSize the limit of that name
     * @return what to throw instead, unless it is
     * @throws IOException if writing failed
     */
    static RuntimeException translate(CsvParseException failure, long line, int maxFieldSize) throws IOException {
        return switch (rootOf(failure)) {
            case CsvParseException unparsable -> ofParser(unparsable, line, maxFieldSize);
            case EOFException tooShort ->
                new UnreadableSourceException(
                        Reason.EMPTY, "The file has no more lines than skip_rows passes over: set it lower", tooShort);
            case StreamWriteException unwritable ->
                new UnreadableSourceException(
                        Reason.DAMAGED,
                        "The record that begins on line " + line
                                + " holds half of a character, which cannot be written: " + "save the file as UTF-8",
                        unwritable);
            case JacksonIOException unwritten -> throw unwritten.getCause();
            case RuntimeException other -> other;
            case Error error -> throw error;
            default -> failure;
        };
    }

    private static Throwable rootOf(CsvParseException failure) {
        Throwable root = failure;
        while (root instanceof CsvParseException && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static UnreadableSourceException ofParser(CsvParseException failure, long line, int maxFieldSize) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("The maximum buffer size")) {
            return new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "A cell of the record that begins on line " + line + " is longer than " + maxFieldSize
                            + " characters: close the quote that may be open there, or have the limit max_field_size raised",
                    failure);
        }
        String what = message.startsWith("Unclosed")
                ? "A quote is opened in the record that begins on line " + line
                        + " and never closed: the file may be cut off"
                : "In the record that begins on line " + line
                        + ", a cell goes on after its closing quote: write quotes within "
                        + "a cell twice, or set quote to none";
        return new UnreadableSourceException(Reason.DAMAGED, what, failure);
    }
}
