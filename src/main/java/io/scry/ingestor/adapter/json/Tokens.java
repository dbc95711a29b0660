package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/**
 * The tokens of a JSON text, with their values as they were written. What the parser fails with is translated here and
 * nowhere else, so that a failure of the output is never taken for a fault of the source.
 */
final class Tokens implements Closeable {

    private static final int TOKENS_PER_REPORT = 256;
    private static final char REPLACEMENT = '\uFFFD';

    private final StrictReader reader;
    private final JsonParser parser;
    private final JsonOptions options;
    private final Output output;
    private final long size;

    private char[] chars = {};
    private int offset;
    private int length;
    private String name = "";
    private int depth;
    private int maxDepth;
    private int unreported;
    private long reported;
    private long loneSurrogates;

    Tokens(StrictReader reader, long size, JsonOptions options, Output output) {
        this.reader = reader;
        this.size = size;
        this.options = options;
        this.output = output;
        this.parser = StrictParsers.open(reader, options);
    }

    /** The next token, or null at the end of the text. */
    @Nullable
    JsonToken next() throws IOException, InterruptedException {
        JsonToken token;
        try {
            token = parser.nextToken();
            if (token != null) {
                take(token);
            }
        } catch (JacksonIOException e) {
            throw failure(e);
        } catch (JacksonException e) {
            throw Refusals.of(e, parser, options);
        }
        report();
        return token;
    }

    /** The next token inside an array or object, where the parser lets no text end. */
    JsonToken nextInside() throws IOException, InterruptedException {
        JsonToken token = next();
        if (token == null) {
            throw new UnreadableSourceException(Reason.DAMAGED, "The JSON ends in the middle of a value.");
        }
        return token;
    }

    private static IOException failure(JacksonIOException e) {
        if (e.getCause() instanceof StrictReader.MalformedTextException malformed) {
            throw new UnreadableSourceException(Reason.WRONG_ENCODING, String.valueOf(malformed.getMessage()), e);
        }
        IOException cause = e.getCause();
        return cause == null ? new IOException(e) : cause;
    }

    private void take(JsonToken token) {
        switch (token) {
            case START_OBJECT, START_ARRAY -> maxDepth = Math.max(maxDepth, ++depth);
            case END_OBJECT, END_ARRAY -> depth--;
            case PROPERTY_NAME -> name = wellFormed(parser.currentName());
            case VALUE_STRING -> {
                takeText();
                // The parser lets strings pass that fit into its buffer.
                if (length > options.maxStringLength()) {
                    throw Refusals.longString(parser, options);
                }
                replaceLoneSurrogates();
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> takeText();
            default -> {}
        }
    }

    private void takeText() {
        chars = parser.getStringCharacters();
        offset = parser.getStringOffset();
        length = parser.getStringLength();
    }

    /** An escape such as {@code \ud800} may stand alone in JSON, but has no form in UTF-8. */
    private void replaceLoneSurrogates() {
        for (int i = offset; i < offset + length; i++) {
            if (Character.isSurrogate(chars[i])) {
                String repaired = wellFormed(text());
                chars = repaired.toCharArray();
                offset = 0;
                length = chars.length;
                return;
            }
        }
    }

    private String wellFormed(String text) {
        char @Nullable [] repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (repaired == null) {
                repaired = text.toCharArray();
            }
            repaired[i] = REPLACEMENT;
            loneSurrogates++;
        }
        return repaired == null ? text : new String(repaired);
    }

    private void report() throws InterruptedException {
        if (++unreported >= TOKENS_PER_REPORT || reader.bytesRead() != reported) {
            unreported = 0;
            reported = reader.bytesRead();
            output.progress(reported, size);
        }
    }

    /** The name that was read last. */
    String name() {
        return name;
    }

    /** The string or number that was read last; a number with the very characters that it was written with. */
    String text() {
        return new String(chars, offset, length);
    }

    /** The length of {@link #text()}. */
    int textLength() {
        return length;
    }

    /** Writes the scalar that was read last, as it was read. */
    void copyScalar(JsonToken token, JsonGenerator target) {
        switch (token) {
            case VALUE_STRING -> target.writeString(chars, offset, length);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> target.writeNumber(chars, offset, length);
            case VALUE_TRUE -> target.writeBoolean(true);
            case VALUE_FALSE -> target.writeBoolean(false);
            default -> target.writeNull();
        }
    }

    /** The line in which the token that was read last begins, from 1. */
    int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The line that has been read so far. */
    int lineSoFar() {
        return parser.currentLocation().getLineNr();
    }

    /** Where the token that was read last begins. */
    String place() {
        return Refusals.place(parser.currentTokenLocation());
    }

    /** Where the token that was read last begins, and its JSON Pointer in the text. */
    String placeAndPath() {
        String path = parser.streamReadContext().pathAsPointer().toString();
        return place() + ", " + Refusals.printable(path);
    }

    /** How deeply arrays and objects were nested so far. */
    int maxDepth() {
        return maxDepth;
    }

    /** How many halves of surrogate pairs were replaced so far. */
    long loneSurrogates() {
        return loneSurrogates;
    }

    @Override
    public void close() throws IOException {
        parser.close();
        reader.close();
    }
}
