package io.scry.ingestor.adapter.json;

import tools.jackson.core.JsonToken;

/** What JSON calls the type of a value, by the value's first token. */
final class RootType {

    private RootType() {}

    static String of(JsonToken first) {
        return switch (first) {
            case START_OBJECT -> "object";
            case START_ARRAY -> "array";
            case VALUE_STRING -> "string";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            case VALUE_NULL -> "null";
            default -> "number";
        };
    }

    static String withArticle(JsonToken first) {
        String type = of(first);
        return switch (type) {
            case "object", "array" -> "an " + type;
            case "null" -> type;
            default -> "a " + type;
        };
    }
}
