package io.scry.ingestor.adapter.excel;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.jspecify.annotations.Nullable;

/** What the numbers of a workbook mean by their formats, and how they look. */
final class Formats {

    static final Formats NONE = of(List.of(), Map.of(), false);

    /** Excel itself has at most 65,490. */
    private static final int MOST_STYLES = 150_000;

    private static final long MILLIS_OF_DAY = 86_400_000;

    /** The day after 9999-12-31, the last that Excel knows. */
    private static final double END_OF_TIME = 2_958_466;

    private final int[] formatOfStyle;
    private final Map<Integer, String> codes;
    private final boolean date1904;
    private final Map<Integer, NumberFormat> formats = new HashMap<>();
    private final DataFormatter formatter = new DataFormatter(Locale.US);

    private Formats(int[] formatOfStyle, Map<Integer, String> codes, boolean date1904) {
        this.formatOfStyle = formatOfStyle;
        this.codes = codes;
        this.date1904 = date1904;
    }

    /**
     * @param formatOfStyle the number of each style's format
     * @param codes the formats by number that are not built in
     * @param date1904 whether days are counted from 1904 on
     */
    static Formats of(List<Integer> formatOfStyle, Map<Integer, String> codes, boolean date1904) {
        return new Formats(formatOfStyle.stream().mapToInt(Integer::intValue).toArray(), codes, date1904);
    }

    static void requireFew(int styles) {
        if (styles > MOST_STYLES) {
            throw Refusals.damaged("it has more styles than Excel can have");
        }
    }

    /** Whether days are counted from 1904 on, as Excel for Macintosh did. */
    boolean date1904() {
        return date1904;
    }

    /** What a number is. */
    ValueType typeOf(Cell.Numeric cell) {
        NumberFormat.Kind kind = format(cell.style()).kind();
        double value = cell.value();
        if (kind == NumberFormat.Kind.NUMBER || !isTime(kind, value)) {
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? ValueType.INTEGER : ValueType.DECIMAL;
        }
        boolean whole = millis(value) % MILLIS_OF_DAY == 0;
        return switch (kind) {
            case DURATION -> ValueType.DURATION;
            case TIME -> millis(value) < MILLIS_OF_DAY ? ValueType.TIME : ValueType.DATETIME;
            case DATE -> whole ? ValueType.DATE : ValueType.DATETIME;
            case DATETIME, NUMBER -> ValueType.DATETIME;
        };
    }

    /** A date, a time or a duration, as ISO 8601 has it, to the millisecond. */
    String iso(Cell.Numeric cell, ValueType type) {
        long millis = millis(cell.value());
        LocalTime time = LocalTime.ofNanoOfDay(Math.floorMod(millis, MILLIS_OF_DAY) * 1_000_000);
        return switch (type) {
            case DURATION -> Duration.ofMillis(millis).toString();
            case TIME -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
            case DATE -> date(millis).toString();
            default -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.of(date(millis), time));
        };
    }

    private static boolean isTime(NumberFormat.Kind kind, double value) {
        return Math.abs(value) < END_OF_TIME && (value >= 0 || kind == NumberFormat.Kind.DURATION);
    }

    private static long millis(double days) {
        return Math.round(days * MILLIS_OF_DAY);
    }

    /** Excel takes 1900 for a leap year: its day 60 does not exist, and all later ones are one too many. */
    private LocalDate date(long millis) {
        long days = Math.floorDiv(millis, MILLIS_OF_DAY);
        if (date1904) {
            return LocalDate.of(1904, 1, 1).plusDays(days);
        }
        return LocalDate.of(1899, 12, days > 60 ? 30 : 31).plusDays(days);
    }

    /** How Excel shows a value. */
    String display(Cell cell) {
        return switch (cell) {
            case Cell.Text(String text) -> text;
            case Cell.Truth(boolean value) -> value ? "TRUE" : "FALSE";
            case Cell.Fault(String code) -> code;
            case Cell.Numeric number -> display(number, format(number.style()));
        };
    }

    /** POI fails on some formats in many ways; what cannot be formatted is shown as Excel does without a format. */
    private String display(Cell.Numeric cell, NumberFormat format) {
        try {
            return formatter.formatRawCellContents(cell.value(), format.number(), format.code(), date1904);
        } catch (RuntimeException _) {
            return formatter.formatRawCellContents(cell.value(), 0, NumberFormat.GENERAL);
        }
    }

    private NumberFormat format(int style) {
        int number = style >= 0 && style < formatOfStyle.length ? formatOfStyle[style] : 0;
        return formats.computeIfAbsent(number, it -> NumberFormat.of(it, code(it)));
    }

    private @Nullable String code(int number) {
        String code = codes.get(number);
        return code != null || number < 0 || number >= BuiltinFormats.FIRST_USER_DEFINED_FORMAT_INDEX
                ? code
                : BuiltinFormats.getBuiltinFormat(number);
    }
}
