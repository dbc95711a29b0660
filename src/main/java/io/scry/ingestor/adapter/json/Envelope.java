package io.scry.ingestor.adapter.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * What stands around the records in a document: its scalars by their JSON Pointers, {@value #LIMIT} at most, long strings
 * cut. Empty arrays and objects, and the array of the records, are left out.
 */
final class Envelope implements ValueSink {

    /** How many values are kept. */
    static final int LIMIT = 100;

    /** How many characters of a string or a pointer are kept. */
    static final int LONGEST = 200;

    private static final int EXACT_DIGITS = 18;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private boolean truncated;

    @Override
    public void start(Position position, JsonToken token) {
        // Only scalars are kept; their pointers tell what lies around them.
    }

    @Override
    public void end(Position position, JsonToken token) {
        // As above.
    }

    @Override
    public void scalar(Position position, JsonToken token, Tokens tokens) {
        if (values.size() >= LIMIT) {
            truncated = true;
            return;
        }
        values.put(cut(pointer(position)), value(token, tokens));
    }

    private static String pointer(Position position) {
        StringBuilder pointer = new StringBuilder();
        for (int level = 0; level < position.depth() && pointer.length() <= LONGEST; level++) {
            pointer.append('/')
                    .append(cut(position.segment(level)).replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static @Nullable Object value(JsonToken token, Tokens tokens) {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_STRING -> cut(tokens.text());
            default -> number(token, tokens);
        };
    }

    /** A number where its digits survive, and otherwise its text. */
    private static Object number(JsonToken token, Tokens tokens) {
        if (tokens.textLength() > EXACT_DIGITS) {
            return cut(tokens.text());
        }
        String text = tokens.text();
        if (token == JsonToken.VALUE_NUMBER_INT && !text.equals("-0")) {
            return Long.valueOf(text);
        }
        return text.indexOf('e') < 0 && text.indexOf('E') < 0 ? new BigDecimal(text) : text;
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "...";
    }

    Map<String, Object> values() {
        return values;
    }

    /** Whether there is more than is kept. */
    boolean truncated() {
        return truncated;
    }
}
