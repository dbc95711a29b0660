package io.scry.ingestor.adapter.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where in a value its current part stands: the names and indexes that lead to it. */
final class Position {

    private @Nullable String[] names = new @Nullable String[16];
    private long[] indexes = new long[16];
    private int depth;

    /** How many arrays and objects lie around the current part; 0 for the value itself. */
    int depth() {
        return depth;
    }

    /** The name of the current part, or null if it is an array's element or the value itself. */
    @Nullable
    String name() {
        return depth == 0 ? null : names[depth - 1];
    }

    /** The name or index that leads from the array or object at this level (from 0) to what lies in it. */
    String segment(int level) {
        String name = names[level];
        return name == null ? Long.toString(indexes[level]) : name;
    }

    void enter() {
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        names[depth] = null;
        indexes[depth] = -1;
        depth++;
    }

    void leave() {
        depth--;
    }

    void atName(String name) {
        names[depth - 1] = name;
    }

    void atNextValue() {
        if (depth > 0) {
            indexes[depth - 1]++;
        }
    }
}
