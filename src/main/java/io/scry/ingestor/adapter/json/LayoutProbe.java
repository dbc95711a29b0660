package io.scry.ingestor.adapter.json;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Looks ahead to tell JSON Lines from a single value, which must be known before the first value is written. A value of
 * JSON Lines ends in the line in which it begins, so this seldom reads more than a line.
 */
final class LayoutProbe {

    /** A first value that is longer than this, in characters, is taken for the only one. */
    private static final long FARTHEST = 8L * 1024 * 1024;

    private LayoutProbe() {}

    /** How a text begins. */
    enum Layout {
        /** With an object or array in a line, and another one in a later line. */
        LINES,
        /** With a value in one line, and nothing else. */
        ONE_LINE,
        /** In another way, or with an error, which is not reported here. */
        OTHER
    }

    static Layout of(Path file, TextEncoding encoding, JsonOptions options) throws IOException {
        try (StrictReader reader = new StrictReader(file, encoding);
                JsonParser parser = StrictParsers.open(reader, options)) {
            return probe(parser);
        } catch (JacksonException e) {
            return Layout.OTHER;
        }
    }

    private static Layout probe(JsonParser parser) {
        JsonToken first = parser.nextToken();
        int line = line(parser);
        boolean structure = isStructure(first);
        int depth = structure ? 1 : 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null
                    || line(parser) != line
                    || parser.currentLocation().getCharOffset() > FARTHEST) {
                return Layout.OTHER;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        JsonToken second = parser.nextToken();
        if (second == null) {
            return Layout.ONE_LINE;
        }
        return structure && isStructure(second) && line(parser) > line ? Layout.LINES : Layout.OTHER;
    }

    private static boolean isStructure(@Nullable JsonToken token) {
        return token != null && token.isStructStart();
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
