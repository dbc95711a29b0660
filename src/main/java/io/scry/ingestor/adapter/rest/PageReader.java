package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.rest.RestOptions.RestFormat;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads one answer, token by token: its records go out as they come. */
final class PageReader {

    private static final Set<String> LINE_TYPES =
            Set.of("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines");

    private final RestOptions options;
    private final Records records;
    private final JsonPointer recordsPath;
    private final @Nullable JsonPointer cursorPath;
    private @Nullable JsonNode cursor;

    PageReader(RestOptions options, Records records) {
        this.options = options;
        this.records = records;
        this.recordsPath = JsonPointer.compile(options.recordsPath());
        this.cursorPath = options.pagination().type() == Pagination.Type.CURSOR
                ? JsonPointer.compile(options.pagination().cursorPath())
                : null;
    }

    /** What stood at cursor_path. */
    @Nullable
    JsonNode cursor() {
        return cursor;
    }

    /** Reads it, and says how many records it has. */
    long read(Web.Answer answer) throws IOException, InterruptedException {
        long before = records.count();
        try (InputStream body = Files.newInputStream(answer.file());
                JsonParser parser = Parsers.open(body, answer.header("Content-Type"), options)) {
            Tokens tokens = new Tokens(parser, options);
            JsonToken first = tokens.next();
            if (first != null) {
                value(tokens, first, answer);
            } else if (options.pagination().type() == Pagination.Type.NONE && !isLines(answer)) {
                throw new UnreadableSourceException(Reason.EMPTY, "The server's answer is empty.");
            } else {
                records.none();
            }
        }
        return records.count() - before;
    }

    private void value(Tokens tokens, JsonToken first, Web.Answer answer) throws IOException, InterruptedException {
        if (isLines(answer)) {
            lines(tokens, first);
            return;
        }
        boolean paged = options.pagination().type() != Pagination.Type.NONE;
        if (!options.recordsPath().isEmpty() || cursorPath != null) {
            enveloped(tokens, first);
        } else if (first == JsonToken.START_ARRAY && options.format() != RestFormat.DOCUMENT) {
            elements(tokens);
        } else if (paged || options.format() == RestFormat.RECORDS) {
            throw new UnreadableSourceException(
                    Reason.WRONG_TYPE,
                    "The server's answer is no array. If the records are an array inside of it, name that array by"
                            + " records_path" + (paged ? "." : "; otherwise use format = auto."));
        } else {
            records.document(tokens, first);
        }
        if (tokens.next() != null) {
            throw new UnreadableSourceException(
                    Reason.DAMAGED,
                    "After its JSON value the server's answer goes on (" + tokens.place()
                            + "). If each line is a value, send format = ndjson.");
        }
    }

    private boolean isLines(Web.Answer answer) {
        return options.format() == RestFormat.NDJSON
                || (options.format() == RestFormat.AUTO
                        && options.recordsPath().isEmpty()
                        && answer.mediaType() != null
                        && LINE_TYPES.contains(answer.mediaType()));
    }

    private void lines(Tokens tokens, JsonToken first) throws IOException, InterruptedException {
        JsonToken token = first;
        while (token != null) {
            records.record(tokens, token);
            token = tokens.next();
        }
    }

    private void elements(Tokens tokens) throws IOException, InterruptedException {
        records.none();
        JsonToken token = tokens.nextInside();
        while (token != JsonToken.END_ARRAY) {
            records.record(tokens, token);
            token = tokens.nextInside();
        }
    }

    /** Looks for the records and for the cursor, in whatever order they come. */
    private void enveloped(Tokens tokens, JsonToken first) throws IOException, InterruptedException {
        boolean found = false;
        JsonToken token = first;
        int depth = 0;
        do {
            if (!found && token == JsonToken.START_ARRAY && tokens.isAt(recordsPath)) {
                found = true;
                elements(tokens);
                token = JsonToken.END_ARRAY;
                depth++;
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isScalarValue() && cursorPath != null && tokens.isAt(cursorPath)) {
                cursor = cursor(tokens, token);
            }
            depth -= token.isStructEnd() ? 1 : 0;
            token = depth > 0 ? tokens.nextInside() : token;
        } while (depth > 0);
        if (!found) {
            throw new UnreadableSourceException(
                    Reason.WRONG_TYPE,
                    "In the server's answer there is no array at records_path (" + options.recordsPath() + ").");
        }
    }

    private static @Nullable JsonNode cursor(Tokens tokens, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> JsonNodeFactory.instance.stringNode(tokens.text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                JsonNodeFactory.instance.numberNode(new BigDecimal(tokens.text()));
            default -> null;
        };
    }
}
