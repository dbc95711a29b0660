package io.scry.ingestor.adapter.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;

/**
 * Which characters structure a file.
 *
 * @param delimiter between cells; {@link #NO_DELIMITER} if every line is one cell
 * @param quote around cells; {@link #NONE} if there is no such character
 * @param comment at the start of a comment; {@link #NONE} if there is no such character
 */
record Dialect(char delimiter, char quote, char comment) {

    /** No text holds it: it is refused as binary. */
    static final char NONE = '\0';

    /** No text holds it either: it is not a character; and the parser wants one that differs from the quote. */
    static final char NO_DELIMITER = '\uFFFF';

    /**
     * @throws UnreadableSourceException if one character has two roles
     */
    Dialect {
        boolean sameAsComment = comment != NONE && (comment == delimiter || comment == quote);
        if (delimiter == quote || sameAsComment) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "The delimiter, the quote and the comment character have to be three different ones, and two of "
                            + "them are '" + (sameAsComment ? comment : quote) + "': change one of these options");
        }
    }

    /** A parser's settings for this dialect. */
    CsvReader.CsvReaderBuilder parser() {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quote)
                .commentStrategy(comment == NONE ? CommentStrategy.NONE : CommentStrategy.READ)
                .commentCharacter(comment == NONE ? '#' : comment)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .skipEmptyLines(false);
    }

    /** The delimiter as the option of that name has it. */
    String delimiterOption() {
        return delimiter == NO_DELIMITER ? "none" : String.valueOf(delimiter);
    }

    /** The quote as the option of that name has it. */
    String quoteOption() {
        return quote == NONE ? "none" : String.valueOf(quote);
    }
}
