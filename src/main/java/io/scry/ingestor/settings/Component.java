package io.scry.ingestor.settings;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One component of a settings record.
 *
 * @param name the component's own name, such as {@code maxRecords}
 * @param key its name in files and requests, such as {@code max_records}
 * @param declaredDefault the default as it is written in the record
 * @param standard the default itself: what it is if nothing is written; null if there is no such value, or if it is a record of its own
 */
record Component(
        String name,
        String key,
        Shape shape,
        boolean nullable,
        boolean secret,
        boolean restartOnly,
        boolean inVersion,
        @Nullable DefaultValue declaredDefault,
        @Nullable Object standard,
        Method accessor) {

    /** The value that {@code @DefaultValue} stands for; null for a record, which is built of its own defaults. */
    static @Nullable Object standard(Shape shape, DefaultValue annotation) {
        List<String> texts = List.of(annotation.value());
        return switch (shape) {
            case Shape.Single(Class<?> type)
            when texts.size() == 1 -> Conversion.convert(variable(texts.getFirst()), type);
            case Shape.ListOf(Shape.Single _) -> texts;
            case Shape.ListOf _ when texts.isEmpty() -> List.of();
            case Shape.TextByName _ when texts.isEmpty() -> Map.of();
            case Shape.Nested _ when texts.isEmpty() -> null;
            default -> throw new IllegalArgumentException("its default has a form that its type cannot have");
        };
    }

    private static Value.Scalar variable(String text) {
        return new Value.Scalar(text, Value.Kind.VARIABLE, Origin.NONE);
    }

    @Nullable
    Object of(Record owner) {
        try {
            return accessor.invoke(owner);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(owner.getClass() + " does not show its component " + name, failure);
        }
    }
}
