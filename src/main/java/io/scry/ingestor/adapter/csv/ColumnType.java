package io.scry.ingestor.adapter.csv;

/**
 * What the values of a column are. A value has exactly one type, found from its characters alone:
 *
 * <ul>
 *   <li>an integer or a decimal is a number as JSON writes it, without an exponent, so that {@code 007}, {@code +49},
 *       {@code .5} and {@code 1e5} are text: they are codes as often as numbers, and would not come back as they were;
 *   <li>a boolean is {@code true} or {@code false}, in any case;
 *   <li>a date is {@code 2026-02-28}; a datetime is that, {@code T} or a space, and a time of day to the minute or finer,
 *       with or without an offset. Both have to exist in the calendar.
 * </ul>
 */
enum ColumnType {
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    DATETIME,
    TEXT;

    /** Readers of JSON refuse longer numbers. */
    private static final int LONGEST_NUMBER = 1000;

    /** The type of one value. */
    static ColumnType of(char[] text, int start, int length) {
        if (length == 0) {
            return TEXT;
        }
        char first = text[start];
        if (isDigit(first) || first == '-') {
            return ofDigits(text, start, start + length);
        }
        return isBoolean(text, start, length) ? BOOLEAN : TEXT;
    }

    /** The type of a column that has values of both types. */
    ColumnType and(ColumnType other) {
        if (this == other) {
            return this;
        }
        return isNumber() && other.isNumber() ? DECIMAL : TEXT;
    }

    private boolean isNumber() {
        return this == INTEGER || this == DECIMAL;
    }

    private static ColumnType ofDigits(char[] text, int start, int end) {
        int digits = text[start] == '-' ? start + 1 : start;
        int i = skipDigits(text, digits, end);
        if (i == digits + 4 && digits == start && i < end && text[i] == '-') {
            return IsoTime.typeOf(text, start, end);
        }
        boolean leadingZero = i > digits + 1 && text[digits] == '0';
        if (i == digits || leadingZero || end - start > LONGEST_NUMBER) {
            return TEXT;
        }
        if (i == end) {
            return INTEGER;
        }
        boolean fraction = text[i] == '.' && i + 1 < end && skipDigits(text, i + 1, end) == end;
        return fraction ? DECIMAL : TEXT;
    }

    private static int skipDigits(char[] text, int start, int end) {
        int i = start;
        while (i < end && isDigit(text[i])) {
            i++;
        }
        return i;
    }

    static boolean isDigit(char c) {
        return (char) (c - '0') < 10;
    }

    private static boolean isBoolean(char[] text, int start, int length) {
        return (length == 4 && isWord(text, start, "true")) || (length == 5 && isWord(text, start, "false"));
    }

    private static boolean isWord(char[] text, int start, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((text[start + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
