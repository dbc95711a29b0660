package io.scry.ingestor.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** What a record's component may hold. */
sealed interface Shape {

    /** One value: a text, a number, a boolean, an enum's constant, a duration or a size. Never a primitive's class. */
    record Single(Class<?> type) implements Shape {}

    record ListOf(Shape element) implements Shape {}

    record TextByName() implements Shape {}

    record Nested(Class<? extends Record> type) implements Shape {}

    Set<Class<?>> SINGLE_TYPES = Set.of(
            String.class, Integer.class, Long.class, Boolean.class, Double.class, Duration.class, DataSize.class);

    /** Whether it is written as a mapping, of which a key without a value is as good as none. */
    default boolean isMapping() {
        return this instanceof TextByName || this instanceof Nested;
    }

    /**
     * The shape that values of a type have.
     *
     * @throws IllegalArgumentException if settings cannot have this type
     */
    static Shape of(Type type) {
        if (type instanceof Class<?> plain) {
            Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(plain);
            if (SINGLE_TYPES.contains(boxed) || boxed.isEnum()) {
                return new Single(boxed);
            }
            if (plain.isRecord()) {
                return new Nested(plain.asSubclass(Record.class));
            }
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class && (arguments[0] == String.class || isRecord(arguments[0]))) {
                return new ListOf(of(arguments[0]));
            }
            if (generic.getRawType() == Map.class && List.of(arguments).equals(List.of(String.class, String.class))) {
                return new TextByName();
            }
        }
        throw new IllegalArgumentException("Settings cannot have the type " + type.getTypeName());
    }

    private static boolean isRecord(Type type) {
        return type instanceof Class<?> plain && plain.isRecord();
    }
}
