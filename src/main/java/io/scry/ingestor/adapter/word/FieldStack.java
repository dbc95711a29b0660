package io.scry.ingestor.adapter.word;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields that are open in a paragraph. Their instructions are no text; those of links tell an address. */
final class FieldStack {

    private static final int MAX_OPEN = 100;
    private static final int MAX_INSTRUCTION = 10_000;
    private static final Pattern LINK =
            Pattern.compile("^\\s*HYPERLINK\\s+(?:\"([^\"]+)\"|([^\\s\\\\\"]+))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ANCHOR = Pattern.compile("\\\\l\\s+\"([^\"]+)\"");

    private final Deque<Field> open = new ArrayDeque<>();

    /** A field whose instruction is complete, once its result has begun. */
    static final class Field {
        private final StringBuilder instruction = new StringBuilder();
        private int resultAt = -1;

        /** Where its result begins in the paragraph's text, or -1 if it has none. */
        int resultAt() {
            return resultAt;
        }

        @Nullable
        String url() {
            return FieldStack.url(instruction.toString());
        }
    }

    void begin() {
        if (open.size() < MAX_OPEN) {
            open.push(new Field());
        }
    }

    void instruction(String text) {
        Field field = open.peek();
        if (field != null && field.instruction.length() < MAX_INSTRUCTION) {
            field.instruction.append(text, 0, Math.min(text.length(), MAX_INSTRUCTION));
        }
    }

    void separate(int position) {
        Field field = open.peek();
        if (field != null) {
            field.resultAt = position;
        }
    }

    /** The innermost field, which ends here; null if none is open. */
    @Nullable
    Field end() {
        return open.poll();
    }

    /** Where a field's instruction links to; null if it is of another kind. */
    static @Nullable String url(String instruction) {
        Matcher link = LINK.matcher(instruction);
        if (!link.find()) {
            return null;
        }
        String address = link.group(1) == null ? link.group(2) : link.group(1);
        Matcher anchor = ANCHOR.matcher(instruction);
        String place = anchor.find() ? "#" + anchor.group(1) : "";
        String url = (address == null ? "" : address) + place;
        return url.isEmpty() ? null : url;
    }
}
