package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.WellFormed;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** The tokens of an answer. What the parser fails with is put into words here, so that it is never the output's failure. */
final class Tokens {

    private final JsonParser parser;
    private final RestOptions options;
    private final int rootDepth;

    Tokens(JsonParser parser, RestOptions options) {
        this.parser = parser;
        this.options = options;
        this.rootDepth = parser.streamReadContext().getNestingDepth();
    }

    /** The next token, or null at the end. */
    @Nullable
    JsonToken next() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING) {
                // Read to its end here, where its failures belong.
                parser.getStringLength();
            }
            return token;
        } catch (JacksonIOException e) {
            throw failure(e);
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    /** The next token inside an array or object, where no text may end. */
    JsonToken nextInside() throws IOException {
        JsonToken token = next();
        if (token == null) {
            throw new UnreadableSourceException(Reason.DAMAGED, "The server's JSON ends in the middle of a value.");
        }
        return token;
    }

    private IOException failure(JacksonIOException e) {
        IOException cause = e.getCause();
        if (cause instanceof CharacterCodingException) {
            throw wrongEncoding(e);
        }
        return cause == null ? new IOException(e) : cause;
    }

    private UnreadableSourceException refusal(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof StreamConstraintsException) {
            return new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The server's JSON nests deeper than max_depth (" + options.maxDepth()
                            + "), or has a string longer than max_string_length (" + options.maxStringLength()
                            + ") or a number longer than 1000 characters, at " + place() + ".",
                    e);
        }
        if (message.startsWith("Invalid UTF-")) {
            return wrongEncoding(e);
        }
        if (message.startsWith("Duplicate Object property")) {
            return new UnreadableSourceException(
                    Reason.DAMAGED, "The server's JSON has an object with a name twice, at " + place() + ".", e);
        }
        boolean cutOff = e instanceof UnexpectedEndOfInputException || message.startsWith("Unexpected end-of-input");
        return new UnreadableSourceException(
                Reason.DAMAGED,
                cutOff
                        ? "The server's JSON ends at " + place() + " in the middle of a value."
                        : "The server's answer is not JSON: see " + place() + ".",
                e);
    }

    private UnreadableSourceException wrongEncoding(JacksonException e) {
        return new UnreadableSourceException(
                Reason.WRONG_ENCODING,
                "The server's JSON is not in the encoding that it says, or not in UTF-8, at " + place() + ".",
                e);
    }

    String place() {
        TokenStreamLocation at = parser.currentLocation();
        return "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Whether the value that begins or stands here is the one at a pointer. */
    boolean isAt(JsonPointer pointer) {
        // The path of an array or object that has just begun is that of the context around its elements.
        return depth(pointer) == valueDepth()
                && parser.streamReadContext().pathAsPointer().equals(pointer);
    }

    private int valueDepth() {
        int depth = parser.streamReadContext().getNestingDepth() - rootDepth;
        JsonToken token = parser.currentToken();
        return token != null && token.isStructStart() ? depth - 1 : depth;
    }

    private static int depth(JsonPointer pointer) {
        int depth = 0;
        for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
            depth++;
        }
        return depth;
    }

    /** The name, string or number that was read last; a number with every digit that it came with. */
    String text() {
        return parser.getString();
    }

    String name() {
        return parser.currentName();
    }

    /** The name of the field whose value begins or stands here. */
    String fieldName() {
        return parser.currentName();
    }

    /** Writes the scalar that was read last, as it was read. */
    void copyScalar(JsonToken token, JsonGenerator target) {
        switch (token) {
            case VALUE_STRING -> target.writeString(WellFormed.text(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> target.writeNumber(parser.getString());
            case VALUE_TRUE -> target.writeBoolean(true);
            case VALUE_FALSE -> target.writeBoolean(false);
            default -> target.writeNull();
        }
    }
}
