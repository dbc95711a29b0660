package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.Web;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How long an answer may be kept: as long as the request wants at most, and no longer than the server allows (RFC 9111). */
final class CacheControl {

    private CacheControl() {}

    /** Zero if it may not be kept. */
    static Duration lifetime(Web.Answer answer, Duration wanted) {
        Map<String, String> directives = directives(answer);
        boolean forbidden = answer.status() != 200
                || directives.containsKey("no-store")
                || directives.containsKey("no-cache")
                || directives.containsKey("private")
                || answer.headers("Vary").contains("*");
        if (forbidden) {
            return Duration.ZERO;
        }
        String age = directives.getOrDefault("s-maxage", directives.get("max-age"));
        if (age == null || !isNumber(age)) {
            return wanted;
        }
        Duration allowed = Duration.ofSeconds(Long.parseLong(age) - ageOf(answer));
        Duration shorter = allowed.compareTo(wanted) < 0 ? allowed : wanted;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    private static Map<String, String> directives(Web.Answer answer) {
        Map<String, String> directives = new HashMap<>();
        for (String header : answer.headers("Cache-Control")) {
            for (String directive : header.split(",", -1)) {
                String[] pair = directive.strip().toLowerCase(Locale.ROOT).split("=", 2);
                directives.put(
                        pair[0].strip(),
                        pair.length == 1 ? "" : pair[1].replace("\"", "").strip());
            }
        }
        return directives;
    }

    private static long ageOf(Web.Answer answer) {
        String age = answer.header("Age");
        return age != null && isNumber(age.strip()) ? Long.parseLong(age.strip()) : 0;
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}");
    }
}
