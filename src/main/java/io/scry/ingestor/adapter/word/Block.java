package io.scry.ingestor.adapter.word;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A paragraph as a reader sees it.
 *
 * @param level of a heading or list item, from 1 on; 0 else
 * @param label what Word writes before it, if it is in a list
 * @param style the name of its style, if it names one
 */
record Block(
        Kind kind,
        int level,
        ListCounter.@Nullable Label label,
        @Nullable String style,
        String text,
        References references) {

    /** What a paragraph can be. */
    enum Kind {
        TITLE,
        HEADING,
        LIST_ITEM,
        PARAGRAPH;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isHeading() {
        return kind == Kind.TITLE || kind == Kind.HEADING;
    }

    /** The text with its number before it. */
    String numberedText() {
        return label == null || label.number().isEmpty() ? text : label.number() + " " + text;
    }
}
