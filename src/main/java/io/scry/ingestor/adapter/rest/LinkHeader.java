package io.scry.ingestor.adapter.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of this name (RFC 8288). */
final class LinkHeader {

    private static final Pattern LINK =
            Pattern.compile("<([^>]*+)>((?:\\s*+;\\s*+[^\\s=;,]++(?:\\s*+=\\s*+(?:\"[^\"]*+\"|[^\\s;,\"]*+))?+)*+)");

    private static final Pattern RELATION =
            Pattern.compile(";\\s*+rel\\s*+=\\s*+(?:\"([^\"]*+)\"|([^\\s;,\"]++))", Pattern.CASE_INSENSITIVE);

    private LinkHeader() {}

    /** Where the relation {@code next} leads, if there is one. */
    static @Nullable String next(List<String> headers) {
        for (String header : headers) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (isNext(link.group(2))) {
                    return link.group(1);
                }
            }
        }
        return null;
    }

    private static boolean isNext(String parameters) {
        Matcher relation = RELATION.matcher(parameters);
        return relation.find()
                && Arrays.asList((relation.group(1) == null ? relation.group(2) : relation.group(1))
                                .toLowerCase(Locale.ROOT)
                                .split("\\s+"))
                        .contains("next");
    }
}
