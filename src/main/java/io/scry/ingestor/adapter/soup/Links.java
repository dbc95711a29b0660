package io.scry.ingestor.adapter.soup;

import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Where elements lead. */
final class Links {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    private Links() {}

    /** Absolute, if it is known what to; data in the URL itself is cut down to its type. */
    static String absolute(Element element, String attribute) {
        String written = element.attr(attribute).strip();
        if (written.regionMatches(true, 0, "data:", 0, 5)) {
            int end = written.indexOf(',');
            return end < 0 ? "data:" : written.substring(0, end);
        }
        // jsoup would find that out by two exceptions.
        if (written.indexOf(':') < 0 && element.baseUri().isEmpty()) {
            return written;
        }
        String absolute = element.absUrl(attribute);
        return absolute.isEmpty() ? written : absolute;
    }

    /** Whether it is a link at all, and relative to something that is not known. */
    static boolean isRelative(String url) {
        return !SCHEME.matcher(url).lookingAt();
    }
}
