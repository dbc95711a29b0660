package io.scry.ingestor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sections of a page that measurements write, each between two comments; what is around them is never touched. */
record MarkedSections(Path page) {

    private static final Pattern MARKER = Pattern.compile("(?m)^<!-- /?bench:");

    /** Fails if one of them has no place on the page. */
    void require(List<String> names) throws IOException {
        String text = Files.readString(page);
        for (String name : names) {
            find(text, name);
        }
    }

    /** Replaces one section of the page as it is now, so that it keeps what others wrote there in the meantime. */
    void write(String name, String section) throws IOException {
        Files.writeString(page, replaced(Files.readString(page), name, section));
    }

    /** The text of the page with another section. */
    String replaced(String text, String name, String section) {
        Matcher found = find(text, name);
        return text.substring(0, found.start(1)) + "\n" + section.strip() + "\n\n" + text.substring(found.end(1));
    }

    private Matcher find(String text, String name) {
        String begin = "<!-- bench:" + name + " -->";
        String end = "<!-- /bench:" + name + " -->";
        Matcher matcher = Pattern.compile("(?ms)^" + Pattern.quote(begin) + "\\n(.*?)^" + Pattern.quote(end) + "$")
                .matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "%s has no section for %s: add the line %s, and below it the line %s, where its tables are to stand"
                            .formatted(page, name, begin, end));
        }
        if (MARKER.matcher(matcher.group(1)).find()) {
            throw new IllegalStateException(
                    "%s has another marker between %s and %s: put it outside".formatted(page, begin, end));
        }
        return matcher;
    }
}
