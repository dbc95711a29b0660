package io.scry.ingestor.submission;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how long a caller wants to wait (RFC 7240: {@code respond-async}, {@code wait}).
 *
 * @param patience zero if it does not want to wait
 * @param applied what is said back in {@code Preference-Applied}; null if nothing was preferred
 */
record Preference(Duration patience, @Nullable String applied) {

    static Preference of(@Nullable String prefer, IngestionSettings settings) {
        if (prefer == null) {
            return new Preference(settings.waitTime(), null);
        }
        Duration wait = settings.waitTime();
        String applied = null;
        for (String preference : prefer.split("[,;]", -1)) {
            String word = preference.strip().toLowerCase(Locale.ROOT);
            if (word.equals("respond-async")) {
                return new Preference(Duration.ZERO, "respond-async");
            }
            if (word.matches("wait=\\d{1,6}")) {
                Duration asked = Duration.ofSeconds(Long.parseLong(word.substring("wait=".length())));
                wait = asked.compareTo(settings.maxWaitTime()) < 0 ? asked : settings.maxWaitTime();
                applied = "wait=" + wait.toSeconds();
            }
        }
        return new Preference(wait, applied);
    }
}
