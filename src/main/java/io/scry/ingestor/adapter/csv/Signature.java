package io.scry.ingestor.adapter.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Tells what is certainly no table of text, by how it begins. */
final class Signature {

    private static final JsonFactory JSON = new JsonFactory();

    private static final List<Start> BINARY = List.of(
            new Start("%PDF-", "a PDF document"),
            new Start("PK\u0003\u0004", "a ZIP archive, as Excel workbooks and Word documents are"),
            new Start("PK\u0005\u0006", "an empty ZIP archive"),
            new Start("\u00D0\u00CF\u0011\u00E0", "an old Excel or Word document"),
            new Start("\u001F\u008B", "compressed by gzip"),
            new Start("(\u00B5/\u00FD", "compressed by zstd"),
            new Start("\u0089PNG", "a picture"),
            new Start("{\\rtf", "an RTF document"));

    private static final List<String> MARKUP = List.of("<!doctype", "<html", "<?xml", "<head", "<body", "<table");

    private record Start(String characters, String kind) {}

    private Signature() {}

    /**
     * What a file is, if it begins like another kind.
     *
     * @param head its first bytes
     * @param text the same as text, without a byte order mark
     */
    static Optional<String> otherKind(byte[] head, String text) {
        return binaryKind(head).or(() -> isMarkup(text) ? Optional.of("HTML or XML") : ofNul(text));
    }

    /** What a file is, if its first bytes are those of a kind that is no text. */
    static Optional<String> binaryKind(byte[] head) {
        String bytes = new String(head, 0, Math.min(head.length, 8), StandardCharsets.ISO_8859_1);
        return BINARY.stream()
                .filter(start -> bytes.startsWith(start.characters))
                .map(Start::kind)
                .findFirst();
    }

    private static Optional<String> ofNul(String text) {
        return text.indexOf('\0') >= 0 ? Optional.of("binary: it holds NUL bytes") : Optional.empty();
    }

    /** Whether a text begins as a JSON array or object does; what follows is not looked at. */
    static boolean isJson(String text) {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), start)) {
            parser.nextToken();
            parser.nextToken();
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean isMarkup(String text) {
        String start = text.stripLeading();
        String lower = start.substring(0, Math.min(start.length(), 10)).toLowerCase(Locale.ROOT);
        return MARKUP.stream().anyMatch(lower::startsWith);
    }
}
