package io.scry.ingestor.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Binds values to records and reports all that does not fit. Usable by several threads at once. */
final class Binder {

    /** Stands for a value that does not fit, since null may be one that does. */
    private static final Object INVALID = new Object();

    private static final Shape TEXT = new Shape.Single(String.class);

    private final Map<Class<?>, RecordShape> shapes = new ConcurrentHashMap<>();
    private final Constraints constraints = new Constraints();

    RecordShape shape(Class<? extends Record> type) {
        RecordShape known = shapes.get(type);
        return known == null ? shapes.computeIfAbsent(type, _ -> RecordShape.of(type)) : known;
    }

    /**
     * Binds a record, or reports why it cannot be bound and returns null.
     *
     * @param others keys that may stand beside the record's own
     */
    <T extends Record> @Nullable T bind(Class<T> type, Value.Mapping values, Collection<String> others, Target target) {
        RecordShape shape = shape(type);
        rejectUnknown(values, shape.keys(), others, target);
        @Nullable Object[] arguments = new @Nullable Object[shape.components().size()];
        boolean complete = true;
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = component(shape.components().get(i), values, target);
            complete &= arguments[i] != INVALID;
        }
        return type.cast(
                complete ? create(shape, arguments, values, target) : checkParts(shape, arguments, values, target));
    }

    /** The texts of a list; none if it is not such a list, which is then reported. */
    List<?> texts(Value value, Target target) {
        return value(new Shape.ListOf(TEXT), value, target) instanceof List<?> list ? list : List.of();
    }

    void rejectUnknown(Value.Mapping values, Collection<String> own, Collection<String> others, Target target) {
        values.entries().forEach((key, value) -> {
            if (!own.contains(key) && !others.contains(key)) {
                Set<String> known = new TreeSet<>(own);
                known.addAll(others);
                target.child(key).reject(Names.unknown(key, known), value.origin());
            }
        });
    }

    /** Makes a record of values that fit, or reports why they do not go together and returns null. */
    @Nullable
    Record create(RecordShape shape, @Nullable Object[] arguments, Value.Mapping values, Target target) {
        Record created;
        try {
            created = shape.create(arguments);
        } catch (IllegalArgumentException refusal) {
            boolean hidden = target.secret() || shape.hasSecret();
            String message =
                    hidden ? "has values that do not go together (hidden)" : String.valueOf(refusal.getMessage());
            target.reject(message, values.origin());
            return null;
        }
        return constraints.check(created, shape, values, target) ? created : null;
    }

    /** Checks what could be bound of a record that could not, so that its other errors are seen as well. */
    private @Nullable Record checkParts(
            RecordShape shape, @Nullable Object[] arguments, Value.Mapping values, Target target) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] != INVALID) {
                constraints.check(shape.components().get(i), arguments[i], shape, values, target);
            }
        }
        return null;
    }

    private @Nullable Object component(Component component, Value.Mapping values, Target parent) {
        Value value = values.get(component.key());
        Target target = parent.child(component);
        if (value == null || (isNull(value) && component.shape().isMapping())) {
            return absent(component, value == null ? values.origin() : value.origin(), target);
        }
        if (isNull(value) && component.nullable()) {
            return null;
        }
        return value(component.shape(), value, target);
    }

    private @Nullable Object absent(Component component, Origin origin, Target target) {
        if (component.standard() != null) {
            return component.standard();
        }
        if (component.nullable() && component.declaredDefault() == null) {
            return null;
        }
        if (component.shape() instanceof Shape.Nested(Class<? extends Record> type)) {
            return nested(type, Value.Mapping.empty(origin), target);
        }
        target.reject("is required", origin);
        return INVALID;
    }

    private Object value(Shape shape, Value value, Target target) {
        if (isNull(value)) {
            target.reject("must have a value", value.origin());
            return INVALID;
        }
        return switch (shape) {
            case Shape.Single(Class<?> type) -> single(type, value, target);
            case Shape.ListOf(Shape element) -> list(element, value, target);
            case Shape.TextByName() -> textByName(value, target);
            case Shape.Nested(Class<? extends Record> type) -> nested(type, value, target);
        };
    }

    private static Object single(Class<?> type, Value value, Target target) {
        if (!(value instanceof Value.Scalar scalar)) {
            target.rejectForm("must be a single value", value);
            return INVALID;
        }
        if (scalar.kind() == Value.Kind.BROKEN) {
            return INVALID;
        }
        try {
            return Conversion.convert(scalar, type);
        } catch (IllegalArgumentException mismatch) {
            target.rejectSingle(String.valueOf(mismatch.getMessage()), value);
            return INVALID;
        }
    }

    private Object nested(Class<? extends Record> type, Value value, Target target) {
        if (!(value instanceof Value.Mapping mapping)) {
            target.rejectForm("must be a mapping", value);
            return INVALID;
        }
        Record bound = bind(type, mapping, List.of(), target);
        return bound == null ? INVALID : bound;
    }

    private Object list(Shape element, Value value, Target target) {
        List<Value> elements = elements(element, value);
        if (elements == null) {
            target.rejectForm("must be a list", value);
            return INVALID;
        }
        List<Object> bound = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            bound.add(value(element, elements.get(i), target.element(i)));
        }
        return bound.contains(INVALID) ? INVALID : List.copyOf(bound);
    }

    /** A variable writes a list with commas. */
    private static @Nullable List<Value> elements(Shape element, Value value) {
        return switch (value) {
            case Value.Sequence sequence -> sequence.elements();
            case Value.Scalar(String text, Value.Kind kind, Origin origin)
            when kind == Value.Kind.VARIABLE && element.equals(TEXT) ->
                Arrays.stream(text.split(","))
                        .<Value>map(part -> new Value.Scalar(part.strip(), kind, origin))
                        .toList();
            default -> null;
        };
    }

    private Object textByName(Value value, Target target) {
        if (!(value instanceof Value.Mapping mapping)) {
            target.rejectForm("must be a mapping", value);
            return INVALID;
        }
        Map<String, Object> bound = new LinkedHashMap<>();
        mapping.entries().forEach((key, text) -> bound.put(key, value(TEXT, text, target.child(key))));
        return bound.containsValue(INVALID) ? INVALID : Collections.unmodifiableMap(bound);
    }

    private static boolean isNull(Value value) {
        return value instanceof Value.Scalar scalar && scalar.kind() == Value.Kind.NULL;
    }
}
