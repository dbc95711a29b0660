package io.scry.ingestor.adapter.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/** The names and indexes that lead to a field, from a dotted path or, if it begins with a slash, a JSON Pointer. */
final class FieldPath {

    private static final Pattern DOT = Pattern.compile("\\.");

    private FieldPath() {}

    static List<String> segments(String path) {
        return path.startsWith("/") ? pointer(path) : List.of(DOT.split(path, -1));
    }

    private static List<String> pointer(String path) {
        List<String> segments = new ArrayList<>();
        for (JsonPointer at = JsonPointer.compile(path); !at.matches(); at = at.tail()) {
            segments.add(at.getMatchingProperty());
        }
        return segments;
    }

    /** Whether the array or object that has just been entered stands exactly there. */
    static boolean leadTo(Position entered, List<String> segments) {
        if (entered.depth() - 1 != segments.size()) {
            return false;
        }
        for (int level = segments.size() - 1; level >= 0; level--) {
            if (!segments.get(level).equals(entered.segment(level))) {
                return false;
            }
        }
        return true;
    }
}
