package io.scry.ingestor.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;

/** The names of settings: how they are written, and what to say about one that does not exist. */
final class Names {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private Names() {}

    /** {@code maxRecords} becomes {@code max_records}. */
    static String snakeCase(String componentName) {
        return PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, componentName);
    }

    /** The path of a key; one that is no name, and perhaps a secret that lost its colon, is not repeated. */
    static String child(String path, String key) {
        String shown = NAME.matcher(key).matches() ? key : "(hidden)";
        return path.isEmpty() ? shown : path + "." + shown;
    }

    /** What to say about a name that is none of the known ones. */
    static String unknown(String name, Collection<String> known) {
        String nearest = nearest(name, known);
        return "is not known"
                + (nearest == null ? "" : "; did you mean " + nearest + "?")
                + (known.isEmpty() ? "" : " (known: " + String.join(", ", known) + ")");
    }

    private static @Nullable String nearest(String name, Collection<String> known) {
        if (!NAME.matcher(name).matches()) {
            return null;
        }
        int tolerance = Math.max(2, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= tolerance)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElse(null);
    }

    /** The Levenshtein distance. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], above[j]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
