package io.scry.ingestor.adapter.excel;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/**
 * A format for numbers.
 *
 * @param code its pattern, such as {@code #,##0.00} or {@code yyyy-mm-dd}
 */
record NumberFormat(int number, String code, Kind kind) {

    static final String GENERAL = "General";

    /** Excel's own limit; longer ones could be made to be slow. */
    private static final int LONGEST_CODE = 255;

    private static final Pattern ELAPSED = Pattern.compile("\\[(h+|m+|s+)]", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_LETTERS = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^]]*]|AM/PM|A/P");

    /** What a number is that has such a format. */
    enum Kind {
        NUMBER,
        DATE,
        TIME,
        DATETIME,
        /** A time that may be longer than a day. */
        DURATION
    }

    static NumberFormat of(int number, @Nullable String code) {
        if (code == null || code.isBlank() || code.length() > LONGEST_CODE) {
            return new NumberFormat(0, GENERAL, Kind.NUMBER);
        }
        return new NumberFormat(number, code, kindOf(number, code));
    }

    private static Kind kindOf(int number, String code) {
        if (!DateUtil.isADateFormat(number, code)) {
            return Kind.NUMBER;
        }
        String letters = code.split(";", 2)[0];
        if (ELAPSED.matcher(letters).find()) {
            return Kind.DURATION;
        }
        letters = NO_LETTERS.matcher(letters).replaceAll("").toLowerCase(Locale.ROOT);
        boolean time = letters.contains("h") || letters.contains("s");
        boolean date = letters.contains("d") || letters.contains("y") || letters.contains("mmm");
        if (time) {
            return date ? Kind.DATETIME : Kind.TIME;
        }
        return Kind.DATE;
    }
}
