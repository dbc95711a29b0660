package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.json.JsonOptions.JsonFormat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** The reading of one source, from its first token to its metadata. */
final class JsonExtraction {

    private final Tokens tokens;
    private final TextEncoding encoding;
    private final JsonOptions options;
    private final Output output;

    private final Validation.Builder validation = new Validation.Builder();
    private final FieldProfile profile = new FieldProfile();
    private final Envelope envelope = new Envelope();
    private final Duplicates duplicates;
    private final FieldRules rules;
    private long records;

    JsonExtraction(Tokens tokens, TextEncoding encoding, JsonOptions options, Output output) {
        this.tokens = tokens;
        this.encoding = encoding;
        this.options = options;
        this.output = output;
        this.duplicates = new Duplicates(options.duplicateKeys(), validation);
        this.rules = new FieldRules(options, validation);
    }

    /** Reads the source, as JSON Lines or as a single value. */
    Extraction run(boolean lines) throws IOException, InterruptedException {
        JsonToken first = tokens.next();
        if (first == null) {
            throw new UnreadableSourceException(Reason.EMPTY, "There is no JSON in the source: it is empty.");
        }
        JsonFormat format;
        if (lines) {
            format = JsonFormat.NDJSON;
            lines(first);
        } else {
            format = single(first);
            requireEnd();
        }
        return new Extraction(metadata(format, first), validation());
    }

    private JsonFormat single(JsonToken first) throws IOException, InterruptedException {
        if (options.hasRecordsPath()) {
            enveloped(first, options.recordsPath());
            return JsonFormat.RECORDS;
        }
        if (options.format() != JsonFormat.DOCUMENT && first == JsonToken.START_ARRAY) {
            elements(walk(output.records()));
            return JsonFormat.RECORDS;
        }
        if (options.format() == JsonFormat.RECORDS) {
            throw new UnreadableSourceException(
                    Reason.WRONG_TYPE,
                    "format = records reads an array, and this begins with " + RootType.withArticle(first)
                            + ". If the records are"
                            + " an array inside of it, name that array by records_path; otherwise use format = auto.");
        }
        record(walk(output.document()), first);
        return JsonFormat.DOCUMENT;
    }

    private ValueWalk walk(JsonGenerator target) {
        ValueSink writer = options.flatten()
                ? new FlatWriter(target, profile, options, validation, duplicates.budget())
                : new NestedWriter(target, profile);
        return new ValueWalk(tokens, duplicates, rules.none() ? List.of(writer) : List.of(writer, rules));
    }

    private void record(ValueWalk walk, JsonToken first) throws IOException, InterruptedException {
        records++;
        if (options.maxRecords() > 0 && records > options.maxRecords()) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "There are more records than max_records (" + options.maxRecords() + ") allows; the next begins at "
                            + tokens.place() + ".");
        }
        if (rules.none()) {
            walk.all(first);
        } else {
            int line = tokens.line();
            walk.all(first);
            rules.endRecord(records, line);
        }
    }

    /** Reads the elements of an array that has just begun, and its end. */
    private void elements(ValueWalk walk) throws IOException, InterruptedException {
        JsonToken token = tokens.nextInside();
        while (token != JsonToken.END_ARRAY) {
            record(walk, token);
            token = tokens.nextInside();
        }
    }

    /** Streams the array at a path as the records, and keeps what stands around it. */
    private void enveloped(JsonToken first, String path) throws IOException, InterruptedException {
        List<String> segments = FieldPath.segments(path);
        ValueWalk outer = new ValueWalk(tokens, duplicates, List.of(envelope));
        boolean found = false;
        outer.step(first);
        while (outer.position().depth() > 0) {
            JsonToken token = tokens.nextInside();
            outer.step(token);
            if (!found && token == JsonToken.START_ARRAY && FieldPath.leadTo(outer.position(), segments)) {
                found = true;
                elements(walk(output.records()));
                outer.step(JsonToken.END_ARRAY);
            }
        }
        if (!found) {
            throw new UnreadableSourceException(
                    Reason.WRONG_TYPE,
                    "There is no array at records_path (" + Refusals.printable(path) + ") in this document.");
        }
    }

    private void lines(JsonToken first) throws IOException, InterruptedException {
        ValueWalk walk = walk(output.records());
        int line = 0;
        JsonToken token = first;
        while (token != null) {
            if (tokens.line() == line) {
                throw damaged("A second value begins at " + tokens.place() + "; in JSON Lines each has its own line.");
            }
            if (options.format() == JsonFormat.AUTO && records > 0 && !token.isStructStart()) {
                throw damaged("After lines that are objects or arrays, " + tokens.place() + " begins with "
                        + RootType.withArticle(token) + ". If that is meant, send format = ndjson.");
            }
            line = tokens.line();
            record(walk, token);
            if (tokens.line() != line) {
                throw damaged("The value of line " + line + " goes on to line " + tokens.line()
                        + "; in JSON Lines each stands in one line.");
            }
            token = tokens.next();
        }
    }

    private void requireEnd() throws IOException, InterruptedException {
        if (tokens.next() != null) {
            throw damaged("The JSON value is complete, but at " + tokens.place() + " something else follows. Several"
                    + " values are read only as JSON Lines: each an object or array in a line of its own.");
        }
    }

    private static UnreadableSourceException damaged(String message) {
        return new UnreadableSourceException(Reason.DAMAGED, message);
    }

    private Map<String, Object> metadata(JsonFormat format, JsonToken first) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("format", format.name().toLowerCase(Locale.ROOT));
        metadata.put("encoding", encoding.charset().name());
        metadata.put("root_type", RootType.of(first));
        metadata.put("record_count", records);
        metadata.put("columns", profile.names());
        metadata.put("columns_truncated", profile.truncated());
        metadata.put("max_depth", tokens.maxDepth());
        if (options.hasRecordsPath()) {
            metadata.put("records_path", options.recordsPath());
            metadata.put("envelope", envelope.values());
            metadata.put("envelope_truncated", envelope.truncated());
        }
        return metadata;
    }

    private Validation validation() {
        double completeness = profile.completeness(records);
        validation.minRecords(records, options.minRecords()).minCompleteness(completeness, options.minCompleteness());
        if (tokens.loneSurrogates() > 0) {
            validation.warning(
                    "lone_surrogates",
                    tokens.loneSurrogates()
                            + " escaped halves of surrogate pairs are no characters; each became U+FFFD",
                    null);
        }
        rules.finish();
        duplicates.finish();
        return validation
                .metric("record_count", records)
                .metric("completeness", completeness)
                .metric("missing_by_field", profile.missing(records))
                .metric("duplicate_keys", duplicates.count())
                .build();
    }
}
