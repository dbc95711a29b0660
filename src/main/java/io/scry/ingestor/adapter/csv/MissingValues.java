package io.scry.ingestor.adapter.csv;

import java.util.List;

/** The cells that stand for no value. Whether a cell is quoted makes no difference. */
final class MissingValues {

    private final char[][] values;
    private final boolean empty;
    private final int longest;

    MissingValues(List<String> values) {
        this.values = values.stream()
                .filter(value -> !value.isEmpty())
                .map(String::toCharArray)
                .toArray(char[][]::new);
        this.empty = values.contains("");
        this.longest = values.stream().mapToInt(String::length).max().orElse(-1);
    }

    boolean contains(char[] text, int start, int length) {
        if (length == 0) {
            return empty;
        }
        if (length > longest) {
            return false;
        }
        for (char[] value : values) {
            if (value.length == length && matches(value, text, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(char[] value, char[] text, int start) {
        for (int i = 0; i < value.length; i++) {
            if (value[i] != text[start + i]) {
                return false;
            }
        }
        return true;
    }
}
