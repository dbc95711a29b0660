package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.WellFormed;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** Writes the records of all pages as one list, and holds them to the rules. */
final class Records {

    private static final int TOKENS_PER_REPORT = 256;

    private final RestOptions options;
    private final Output output;
    private final Validation.Builder validation = new Validation.Builder();
    private final FieldRules rules;
    private @Nullable JsonGenerator target;
    private String format = "records";
    private long count;
    private int unreported;

    Records(RestOptions options, Output output) {
        this.options = options;
        this.output = output;
        this.rules = new FieldRules(options, validation);
    }

    /** Says that there are records, even if there is none. */
    void none() throws InterruptedException {
        records();
        output.progress(count, 0);
    }

    private JsonGenerator records() {
        JsonGenerator generator = target == null ? output.records() : target;
        target = generator;
        return generator;
    }

    /** Writes the value that begins with this token as a record. */
    void record(Tokens tokens, JsonToken first) throws IOException, InterruptedException {
        if (options.maxRecords() > 0 && count == options.maxRecords()) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED, "There are more records than max_records (" + count + ") allows.");
        }
        count++;
        copy(tokens, first, records());
        rules.endRecord(count);
    }

    /** Writes the value that begins with this token as the whole data. */
    void document(Tokens tokens, JsonToken first) throws IOException, InterruptedException {
        format = "document";
        target = output.document();
        count++;
        copy(tokens, first, target);
        rules.endRecord(count);
    }

    private void copy(Tokens tokens, JsonToken first, JsonGenerator generator)
            throws IOException, InterruptedException {
        int depth = 0;
        JsonToken token = first;
        boolean isObject = first == JsonToken.START_OBJECT;
        while (true) {
            switch (token) {
                case START_OBJECT -> generator.writeStartObject();
                case END_OBJECT -> generator.writeEndObject();
                case START_ARRAY -> generator.writeStartArray();
                case END_ARRAY -> generator.writeEndArray();
                case PROPERTY_NAME -> generator.writeName(WellFormed.text(tokens.name()));
                default -> tokens.copyScalar(token, generator);
            }
            if (depth == 1 && isObject && token != JsonToken.PROPERTY_NAME && !token.isStructEnd()) {
                field(tokens, token);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            report();
            if (depth == 0) {
                return;
            }
            token = tokens.nextInside();
        }
    }

    private void field(Tokens tokens, JsonToken token) {
        String name = tokens.fieldName();
        rules.field(name, token == JsonToken.VALUE_NULL);
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL && rules.isUnique(name)) {
            rules.value(name, (token == JsonToken.VALUE_STRING ? "\"" : "") + tokens.text(), count);
        }
    }

    private void report() throws InterruptedException {
        if (++unreported >= TOKENS_PER_REPORT) {
            unreported = 0;
            output.progress(count, 0);
        }
    }

    long count() {
        return count;
    }

    String format() {
        return format;
    }

    List<String> columns() {
        return rules.names();
    }

    Validation validation() {
        double completeness = rules.completeness(count);
        validation.minRecords(count, options.minRecords()).minCompleteness(completeness, options.minCompleteness());
        rules.finish();
        if (count == 0) {
            validation.warning("no_records", "The server has no records", null);
        }
        return validation
                .metric("record_count", count)
                .metric("completeness", completeness)
                .metric("missing_by_field", rules.missing(count))
                .build();
    }
}
