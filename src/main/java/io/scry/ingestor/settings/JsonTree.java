package io.scry.ingestor.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes values of what a JSON parser gives: maps, lists, texts, numbers, booleans and null. */
final class JsonTree {

    private JsonTree() {}

    static Value.Mapping mapping(Map<?, ?> map) {
        Map<String, Value> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> entries.put(String.valueOf(key), value(value)));
        return new Value.Mapping(entries, Origin.NONE);
    }

    private static Value value(@Nullable Object json) {
        return switch (json) {
            case null -> scalar("null", Value.Kind.NULL);
            case String text -> scalar(text, Value.Kind.TEXT);
            case Number number -> scalar(number.toString(), Value.Kind.LITERAL);
            case Boolean bool -> scalar(bool.toString(), Value.Kind.LITERAL);
            case Map<?, ?> map -> mapping(map);
            case List<?> list -> sequence(list);
            default ->
                throw new IllegalArgumentException(
                        "Options are maps, lists, texts, numbers, booleans and null, but one is of " + json.getClass());
        };
    }

    private static Value.Scalar scalar(String text, Value.Kind kind) {
        return new Value.Scalar(text, kind, Origin.NONE);
    }

    private static Value.Sequence sequence(List<?> list) {
        List<Value> elements = new ArrayList<>(list.size());
        list.forEach(element -> elements.add(value(element)));
        return new Value.Sequence(elements, Origin.NONE);
    }
}
