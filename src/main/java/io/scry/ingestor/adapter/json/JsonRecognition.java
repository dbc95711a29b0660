package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import java.io.StringReader;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Tells JSON by its first bytes, and where they are mute, by its name and type. */
final class JsonRecognition {

    /** Enough to tell JSON from a bracketed log line or a style sheet. */
    private static final int TOKENS = 4;

    private JsonRecognition() {}

    static Match of(Head head) {
        if (Signatures.otherKind(head.bytes()) != null) {
            return Match.NO;
        }
        String text = TextEncoding.of(head.bytes()).decode(head.bytes()).strip();
        if (!isText(text)) {
            return Match.NO;
        }
        boolean called = isCalledJson(head);
        boolean bracket = text.startsWith("{") || text.startsWith("[");
        if (bracket && (called || tokensParse(text))) {
            return Match.YES;
        }
        if (!called) {
            return Match.NO;
        }
        return isScalar(text) ? Match.MAYBE : Match.YES;
    }

    private static boolean isCalledJson(Head head) {
        String type = head.contentType() == null ? "" : head.contentType().toLowerCase(Locale.ROOT);
        return head.hasExtension("json", "ndjson", "jsonl") || type.contains("json");
    }

    private static boolean isText(String text) {
        return text.chars().limit(512).allMatch(c -> c >= ' ' || Character.isWhitespace(c));
    }

    private static boolean tokensParse(String text) {
        try (JsonParser parser = parser(text)) {
            for (int i = 0; i < TOKENS && parser.nextToken() != null; i++) {
                parser.getString();
            }
            return true;
        } catch (JacksonException e) {
            return Refusals.endsTooEarly(e);
        }
    }

    private static boolean isScalar(String text) {
        try (JsonParser parser = parser(text)) {
            JsonToken first = parser.nextToken();
            return first != null && first.isScalarValue();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static JsonParser parser(String text) {
        return JsonFactory.builder().build().createParser(ObjectReadContext.empty(), new StringReader(text));
    }
}
