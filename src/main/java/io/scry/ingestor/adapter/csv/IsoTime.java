package io.scry.ingestor.adapter.csv;

import static io.scry.ingestor.adapter.csv.ColumnType.isDigit;

import java.time.Month;
import java.time.Year;

/**
 * Tells ISO 8601 dates and times by their characters. {@code java.time} would do it with an object for each cell, and an
 * exception for each that is none.
 */
final class IsoTime {

    private static final int DATE_LENGTH = "2026-02-28".length();

    private IsoTime() {}

    /** {@code DATE}, {@code DATETIME}, or {@code TEXT}. */
    static ColumnType typeOf(char[] text, int start, int end) {
        if (!isDate(text, start, end)) {
            return ColumnType.TEXT;
        }
        int time = start + DATE_LENGTH;
        if (time == end) {
            return ColumnType.DATE;
        }
        boolean separated = text[time] == 'T' || text[time] == ' ';
        return separated && isTime(text, time + 1, end) ? ColumnType.DATETIME : ColumnType.TEXT;
    }

    private static boolean isDate(char[] text, int start, int end) {
        if (end - start < DATE_LENGTH || text[start + 4] != '-' || text[start + 7] != '-') {
            return false;
        }
        int century = twoDigits(text, start, end);
        int yearOfCentury = twoDigits(text, start + 2, end);
        int month = twoDigits(text, start + 5, end);
        int day = twoDigits(text, start + 8, end);
        if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        return day <= 28 || day <= Month.of(month).length(Year.isLeap(century * 100L + yearOfCentury));
    }

    /** {@code 23:59}, {@code 23:59:59}, {@code 23:59:59.123}, and after each an offset or none. */
    private static boolean isTime(char[] text, int start, int end) {
        if (!isUpTo(23, text, start, end) || !isUpTo(59, text, start + 3, end) || text[start + 2] != ':') {
            return false;
        }
        int i = start + 5;
        if (i < end && text[i] == ':') {
            if (!isUpTo(59, text, i + 1, end)) {
                return false;
            }
            i = skipFraction(text, i + 3, end);
        }
        return isOffset(text, i, end);
    }

    private static int skipFraction(char[] text, int start, int end) {
        if (start + 1 >= end || text[start] != '.' || !isDigit(text[start + 1])) {
            return start;
        }
        int i = start + 1;
        while (i < end && isDigit(text[i])) {
            i++;
        }
        return i;
    }

    /** Nothing, {@code Z}, {@code +02}, {@code +0200} or {@code +02:00}. */
    private static boolean isOffset(char[] text, int start, int end) {
        if (start == end) {
            return true;
        }
        if (text[start] == 'Z') {
            return start + 1 == end;
        }
        if ((text[start] != '+' && text[start] != '-') || !isUpTo(18, text, start + 1, end)) {
            return false;
        }
        int minutes = start + 3;
        if (minutes == end) {
            return true;
        }
        if (text[minutes] == ':') {
            minutes++;
        }
        return isUpTo(59, text, minutes, end) && minutes + 2 == end;
    }

    private static boolean isUpTo(int most, char[] text, int start, int end) {
        int value = twoDigits(text, start, end);
        return value >= 0 && value <= most;
    }

    /** The number that two digits make, or -1 where there are none. */
    private static int twoDigits(char[] text, int start, int end) {
        if (start + 2 > end || !isDigit(text[start]) || !isDigit(text[start + 1])) {
            return -1;
        }
        return (text[start] - '0') * 10 + text[start + 1] - '0';
    }
}
