package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells HTML by its first bytes, and where they are mute, by its name and type. */
final class Recognition {

    private static final int LOOKED_AT = 2048;

    /** What may stand before a document: comments, an XML declaration, blanks. */
    private static final Pattern PROLOGUE = Pattern.compile("(?s)^(?:\\s++|<!--.*?-->|<\\?.*?>)+");

    private static final List<String> STARTS = List.of(
            "<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<table", "<div", "<p>", "<h1", "<script");

    private static final Map<String, String> OTHER_KINDS = Map.of(
            "%PDF-", "a PDF document",
            "PK\u0003\u0004", "a ZIP archive, as Word and Excel documents are",
            "\u00D0\u00CF\u0011\u00E0", "an old Word or Excel document",
            "\u001F\u008B", "compressed by gzip",
            "\u0089PNG", "a picture",
            "\u00FF\u00D8\u00FF", "a picture",
            "GIF8", "a picture");

    private Recognition() {}

    static Match of(Head head) {
        if (otherKind(head.bytes()) != null) {
            return Match.NO;
        }
        String text = text(head.bytes());
        String start = PROLOGUE.matcher(text).replaceFirst("").toLowerCase(Locale.ROOT);
        if (STARTS.stream().anyMatch(start::startsWith)) {
            return Match.YES;
        }
        boolean called = head.hasExtension("html", "htm", "xhtml")
                || (head.contentType() != null
                        && head.contentType().toLowerCase(Locale.ROOT).contains("html"));
        return called && text.contains("<") ? Match.YES : Match.NO;
    }

    /** What a source is, if it begins like something that is certainly no text. */
    static @Nullable String otherKind(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 8), StandardCharsets.ISO_8859_1);
        return OTHER_KINDS.entrySet().stream()
                .filter(kind -> start.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Enough of it to tell: signs of markup are ASCII in any charset, once the zeros of wide ones are gone. */
    private static String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .replaceFirst("^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)", "");
    }
}
