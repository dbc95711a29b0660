package io.scry.ingestor.adapter.csv;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.util.List;

/**
 * Finds the dialect of a file from its start: the one in which most records have the same number of cells, and cells hold
 * the fewest of the characters that could be delimiters too.
 */
final class DialectDetector {

    /** In the order in which they are preferred where all fit alike. */
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /**
     * What is known beforehand: the options of these names.
     */
    record Hints(String delimiter, String quote, String commentCharacter, int skipRows) {

        /** Nothing. */
        static final Hints NONE = new Hints("auto", "auto", "", 0);

        Hints(CsvOptions options) {
            this(options.delimiter(), options.quote(), options.commentCharacter(), options.skipRows());
        }
    }

    private final String sample;
    private final boolean cutOff;
    private final Hints hints;

    /**
     * @param sample the start of a file
     * @param cutOff whether it is not the whole file
     */
    DialectDetector(String sample, boolean cutOff, Hints hints) {
        this.sample = sample;
        this.cutOff = cutOff;
        this.hints = hints;
    }

    Shape detect() {
        return switch (hints.quote()) {
            case "auto" -> withEitherQuote();
            case "none" -> best(Dialect.NONE);
            default -> best(only(hints.quote()));
        };
    }

    /** Single quotes only where they are what most cells have around them, and no double quote is anywhere. */
    private Shape withEitherQuote() {
        if (sample.indexOf('"') < 0 && sample.indexOf('\'') >= 0 && !isTaken('\'')) {
            Shape single = best('\'');
            if (single.isMostlyQuoted() && !single.isBroken()) {
                return single;
            }
        }
        return best(isTaken('"') ? Dialect.NONE : '"');
    }

    private boolean isTaken(char quote) {
        String character = String.valueOf(quote);
        return hints.delimiter().equals(character) || hints.commentCharacter().equals(character);
    }

    private Shape best(char quote) {
        return switch (hints.delimiter()) {
            case "auto" -> bestDelimiter(quote);
            case "tab" -> shape('\t', quote);
            case "none" -> shape(Dialect.NO_DELIMITER, quote);
            default -> shape(only(hints.delimiter()), quote);
        };
    }

    private Shape bestDelimiter(char quote) {
        Shape best = shape(Dialect.NO_DELIMITER, quote);
        for (char delimiter : DELIMITERS) {
            if (delimiter != quote && delimiter != comment()) {
                Shape shape = shape(delimiter, quote);
                best = shape.score() > best.score() ? shape : best;
            }
        }
        return best;
    }

    private Shape shape(char delimiter, char quote) {
        return Shape.of(sample, cutOff, hints.skipRows(), new Dialect(delimiter, quote, comment()));
    }

    private char comment() {
        return hints.commentCharacter().isEmpty() ? Dialect.NONE : only(hints.commentCharacter());
    }

    private static char only(String option) {
        if (option.length() != 1) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "'" + option
                            + "' cannot be the delimiter, the quote or the comment character: name one character of "
                            + "the Basic Multilingual Plane");
        }
        return option.charAt(0);
    }
}
