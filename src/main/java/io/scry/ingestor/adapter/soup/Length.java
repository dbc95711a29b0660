package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;

/**
 * Counts the characters that are written of a page's parts. A text stands in each heading, link and cell around it, in all
 * places that a cell spans, and an address in each link that is relative to it: a small page can ask for gigabytes.
 */
final class Length {

    private final long most;
    private long length;

    Length(long most) {
        this.most = most;
    }

    /** The text, counted. */
    String of(String text) {
        length += text.length();
        if (length > most) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The headings, links, images and tables have more characters together than max_parts_length ("
                            + most + ") allows: leave some of them out by options such as include_tables.");
        }
        return text;
    }
}
