package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which pages of a document are read, counted from 1. */
final class PageRanges {

    private static final String RANGE = "\\s*(?:[1-9]\\d{0,8}\\s*(?:-\\s*(?:[1-9]\\d{0,8})?)?|-\\s*[1-9]\\d{0,8})\\s*";

    /** Nothing but blanks, or numbers and ranges with commas between them. */
    static final String SYNTAX = "(?=[\\s\\S]{0,1000}$)(?:\\s*|" + RANGE + "(?:," + RANGE + ")*)";

    private static final Pattern VALID = Pattern.compile(SYNTAX);

    private record Range(int first, int last) {}

    private final List<Range> ranges;

    private PageRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * Reads ranges such as {@code 1-3,7,10-}; {@code -5} is the first five pages, and nothing means all.
     *
     * @throws UnreadableSourceException if the text is something else, or a range runs backwards
     */
    static PageRanges parse(String text) {
        if (!VALID.matcher(text).matches()) {
            throw unsupported(text);
        }
        List<Range> ranges = new ArrayList<>();
        if (text.isBlank()) {
            ranges.add(new Range(1, Integer.MAX_VALUE));
            return new PageRanges(ranges);
        }
        for (String part : text.replaceAll("\\s", "").split(",", -1)) {
            int dash = part.indexOf('-');
            int first = dash == 0 ? 1 : Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : upTo(part.substring(dash + 1));
            if (last < first) {
                throw unsupported(text);
            }
            ranges.add(new Range(first, last));
        }
        return new PageRanges(ranges);
    }

    boolean contains(int page) {
        return ranges.stream().anyMatch(range -> range.first() <= page && page <= range.last());
    }

    /** Whether a page is asked for by its number that a document with so many pages does not have. */
    boolean reachBeyond(int pageCount) {
        return ranges.stream()
                .anyMatch(range ->
                        range.first() > pageCount || (range.last() > pageCount && range.last() < Integer.MAX_VALUE));
    }

    private static int upTo(String number) {
        return number.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(number);
    }

    private static UnreadableSourceException unsupported(String text) {
        return new UnreadableSourceException(
                Reason.UNSUPPORTED,
                "The pages '%s' cannot be understood: give page numbers from 1 and rising ranges, such as 1-3,7,10-"
                        .formatted(text.length() > 100 ? text.substring(0, 100) : text));
    }
}
