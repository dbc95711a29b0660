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
    public void start(Place place, JsonToken token) {
        name(place, false);
        if (token == JsonToken.START_OBJECT) {
            target.writeStartObject();
        } else {
            target.writeStartArray();
        }
    }

    @Override
    public void end(Place place, JsonToken token) {
        if (token == JsonToken.END_OBJECT) {
            target.writeEndObject();
        } else {
            target.writeEndArray();
        }
    }

    @Override
    public void scalar(Place place, JsonToken token, Tokens tokens) {
        name(place, token == JsonToken.VALUE_NULL);
        tokens.copyScalar(token, target);
    }

    private void name(Place place, boolean isNull) {
        String name = place.name();
        if (name != null) {
            target.writeName(name);
            if (place.depth() == 1) {
                profile.field(name, isNull);
            }
        }
    }
}
