package io.scry.ingestor.settings;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What there is to know about a settings record, found out once. */
record RecordShape(Constructor<? extends Record> constructor, List<Component> components, Set<String> keys) {

    /**
     * @throws IllegalArgumentException if a component's type or default is not one that settings can have
     */
    static RecordShape of(Class<? extends Record> type) {
        RecordComponent[] parts = type.getRecordComponents();
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            // Each call reads those of all parameters from the class file.
            Annotation[][] annotations = constructor.getParameterAnnotations();
            List<Component> components = new ArrayList<>();
            for (int i = 0; i < parts.length; i++) {
                components.add(component(parts[i], standard(annotations[i])));
            }
            return new RecordShape(
                    constructor,
                    List.copyOf(components),
                    components.stream().map(Component::key).collect(Collectors.toUnmodifiableSet()));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(type + " has no canonical constructor", impossible);
        }
    }

    private static @Nullable DefaultValue standard(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof DefaultValue standard) {
                return standard;
            }
        }
        return null;
    }

    private static Component component(RecordComponent part, @Nullable DefaultValue standard) {
        part.getAccessor().setAccessible(true);
        RestartOnly restartOnly = part.getAnnotation(RestartOnly.class);
        try {
            Shape shape = Shape.of(part.getGenericType());
            return new Component(
                    part.getName(),
                    Names.snakeCase(part.getName()),
                    shape,
                    part.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    part.isAnnotationPresent(Secret.class),
                    restartOnly != null,
                    restartOnly == null || restartOnly.inVersion(),
                    standard,
                    standard == null ? null : Component.standard(shape, standard),
                    part.getAccessor());
        } catch (IllegalArgumentException failure) {
            throw new IllegalArgumentException(
                    part.getDeclaringRecord().getName() + "." + part.getName() + ": " + failure.getMessage(), failure);
        }
    }

    Class<? extends Record> type() {
        return constructor.getDeclaringClass();
    }

    @Nullable
    Component named(@Nullable String name) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    boolean hasSecret() {
        return components.stream().anyMatch(Component::secret);
    }

    /**
     * @throws IllegalArgumentException if the record's own constructor refuses the values
     */
    Record create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(constructor + " failed", failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(constructor + " cannot be called", failure);
        }
    }
}
