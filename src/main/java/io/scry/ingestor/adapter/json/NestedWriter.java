package io.scry.ingestor.adapter.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** Writes values in the shape in which they came. */
final class NestedWriter implements ValueSink {

    private final JsonGenerator target;
    private final FieldProfile profile;

    NestedWriter(JsonGenerator target, FieldProfile profile) {
        this.target = target;
        this.profile = profile;
    }

    @Override
    public void start(Position position, JsonToken token) {
        name(position, false);
        if (token == JsonToken.START_OBJECT) {
            target.writeStartObject();
        } else {
            target.writeStartArray();
        }
    }

    @Override
    public void end(Position position, JsonToken token) {
        if (token == JsonToken.END_OBJECT) {
            target.writeEndObject();
        } else {
            target.writeEndArray();
        }
    }

    @Override
    public void scalar(Position position, JsonToken token, Tokens tokens) {
        name(position, token == JsonToken.VALUE_NULL);
        tokens.copyScalar(token, target);
    }

    private void name(Position position, boolean isNull) {
        String name = position.name();
        if (name != null) {
            target.writeName(name);
            if (position.depth() == 1) {
                profile.field(name, isNull);
            }
        }
    }
}
