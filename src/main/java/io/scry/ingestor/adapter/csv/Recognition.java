package io.scry.ingestor.adapter.csv;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import java.util.List;
import java.util.Locale;

/** Tells by its start whether a file is a table of text. Such a file has no signature: it is what is nothing else. */
final class Recognition {

    static final List<String> MEDIA_TYPES = List.of("text/csv", "application/csv", "text/tab-separated-values");

    private static final int SEVERAL_LINES = 3;
    private static final double MOST_OF_THEM = 0.9;

    private Recognition() {}

    static Match of(Head head) {
        byte[] bytes = head.bytes();
        if (Signature.binaryKind(bytes).isPresent()) {
            // Most documents: they need not be decoded.
            return Match.NO;
        }
        String text = TextEncoding.of(bytes, "auto").decode(bytes);
        if (text.isBlank()
                || Signature.otherKind(bytes, text).isPresent()
                || hasControlCharacters(text)
                || Signature.isJson(text)) {
            return Match.NO;
        }
        if (head.hasExtension("csv", "tsv", "tab") || hasMediaType(head)) {
            return Match.YES;
        }
        return isTable(text, bytes.length >= Head.SIZE) ? Match.MAYBE : Match.NO;
    }

    private static boolean hasMediaType(Head head) {
        String type = head.contentType();
        if (type == null) {
            return false;
        }
        String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return MEDIA_TYPES.contains(essence);
    }

    private static boolean hasControlCharacters(String text) {
        return text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f\u001A".indexOf(c) < 0);
    }

    private static boolean isTable(String text, boolean cutOff) {
        Shape shape = new DialectDetector(text, cutOff, DialectDetector.Hints.NONE).detect();
        return shape.score() > 0 && shape.records() >= SEVERAL_LINES && shape.consistency() >= MOST_OF_THEM;
    }
}
