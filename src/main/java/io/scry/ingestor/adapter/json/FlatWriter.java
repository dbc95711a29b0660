package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/**
 * Writes each object or array as one flat object: a name is made of the names and indexes that lead to a value. Empty
 * arrays and objects are values too. A scalar that is a record of its own stays one.
 */
final class FlatWriter implements ValueSink {

    private final JsonGenerator target;
    private final FieldProfile profile;
    private final JsonOptions options;
    private final Validation.Builder validation;
    private final NameRegister names;
    private final StringBuilder path = new StringBuilder();
    private boolean justStarted;
    private long record;

    FlatWriter(
            JsonGenerator target,
            FieldProfile profile,
            JsonOptions options,
            Validation.Builder validation,
            NameRegister.Budget budget) {
        this.target = target;
        this.profile = profile;
        this.options = options;
        this.validation = validation;
        this.names = new NameRegister(budget);
    }

    @Override
    public void start(Position position, JsonToken token) {
        if (position.depth() == 0) {
            record++;
            target.writeStartObject();
        }
        justStarted = true;
    }

    @Override
    public void end(Position position, JsonToken token) {
        if (position.depth() == 0) {
            names.clear();
            target.writeEndObject();
        } else if (justStarted) {
            writeEmpty(position, token);
        }
        justStarted = false;
    }

    private void writeEmpty(Position position, JsonToken token) {
        name(position, false);
        if (token == JsonToken.END_OBJECT) {
            target.writeStartObject().writeEndObject();
        } else {
            target.writeStartArray().writeEndArray();
        }
    }

    @Override
    public void scalar(Position position, JsonToken token, Tokens tokens) {
        justStarted = false;
        if (position.depth() == 0) {
            record++;
        } else {
            name(position, token == JsonToken.VALUE_NULL);
        }
        tokens.copyScalar(token, target);
    }

    private void name(Position position, boolean isNull) {
        String joined = join(position);
        String unique = names.unique(joined);
        if (!unique.equals(joined)) {
            validation.warning(
                    "flatten",
                    "Two values of a record flatten to '" + Refusals.printable(joined) + "'; the later is kept as '"
                            + Refusals.printable(unique) + "'",
                    "record " + record);
        }
        target.writeName(unique);
        profile.field(unique, isNull);
    }

    private String join(Position position) {
        path.setLength(0);
        for (int level = 0; level < position.depth(); level++) {
            if (level > 0) {
                path.append(options.flattenSeparator());
            }
            path.append(position.segment(level));
            if (path.length() > options.maxNameLength()) {
                throw new UnreadableSourceException(
                        Reason.LIMIT_EXCEEDED,
                        "In record " + record + " a flattened name is longer than max_name_length ("
                                + options.maxNameLength() + " characters) allows.");
            }
        }
        return path.toString();
    }
}
