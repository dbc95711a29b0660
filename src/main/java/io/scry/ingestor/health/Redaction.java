package io.scry.ingestor.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes text of a foreign origin fit to be shown to everybody: one line, not too long, without credentials. */
final class Redaction {

    private static final int LONGEST = 300;
    private static final Pattern USER_INFO = Pattern.compile("//[^/\\s]*@");
    private static final Pattern NAMED =
            Pattern.compile("(?i)(pass(?:word|wd)?|secret|token|api[_-]?key|credentials?)(\\s*[=:]\\s*)[^\\s,;&]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Redaction() {}

    static String of(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        String safe =
                NAMED.matcher(USER_INFO.matcher(line).replaceAll("//***@")).replaceAll("$1$2***");
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
    }

    /** Facts, in their order. */
    static Map<String, ?> of(Map<String, ?> facts) {
        Map<String, Object> safe = new LinkedHashMap<>();
        facts.forEach((name, value) -> safe.put(name, value instanceof String text ? of(text) : value));
        return Collections.unmodifiableMap(safe);
    }

    /** What it says of itself, without its stack. */
    static String of(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null ? type : of(type + ": " + thrown.getMessage());
    }
}
