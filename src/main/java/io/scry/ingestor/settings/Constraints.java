package io.scry.ingestor.settings;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Iterator;
import org.hibernate.validator.HibernateValidator;
import org.jspecify.annotations.Nullable;

/** Checks bound values against their Jakarta constraints and reports each violation where the value was written. */
final class Constraints {

    private final Validator validator;

    Constraints() {
        // The factory stays open as long as its validator is used, which is as long as the process lives.
        validator = Validation.byProvider(HibernateValidator.class)
                .configure()
                .ignoreXmlConfiguration()
                .messageInterpolator(new ConstraintMessages())
                .buildValidatorFactory()
                .getValidator();
    }

    /** Whether the record keeps its constraints; its nested records have been checked before. */
    boolean check(Record bound, RecordShape shape, Value.Mapping values, Target target) {
        boolean kept = true;
        for (ConstraintViolation<?> violation : validator.validate(bound)) {
            kept &= isNested(violation);
            report(violation, shape, values, target);
        }
        return kept;
    }

    /** Checks one component of a record that could not be made. */
    void check(Component component, @Nullable Object bound, RecordShape shape, Value.Mapping values, Target target) {
        for (ConstraintViolation<?> violation : validator.validateValue(shape.type(), component.name(), bound)) {
            report(violation, shape, values, target);
        }
    }

    private static void report(
            ConstraintViolation<?> violation, RecordShape shape, Value.Mapping values, Target target) {
        if (isNested(violation)) {
            return;
        }
        Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
        Component component = shape.named(nodes.next().getName());
        String message = violation.getMessage();
        if (component == null) {
            target.reject(message, values.origin());
            return;
        }
        Target at = target.child(component);
        Value written = values.get(component.key());
        while (nodes.hasNext()) {
            Path.Node node = nodes.next();
            at = element(at, node);
            written = element(written, node);
        }
        Origin origin = written == null ? values.origin() : written.origin();
        at.reject(message + (written instanceof Value.Scalar scalar ? at.found(scalar) : ""), origin);
    }

    /** Whether {@code @Valid} led to it, from a record that holds the one it is about. */
    private static boolean isNested(ConstraintViolation<?> violation) {
        boolean first = true;
        for (Path.Node node : violation.getPropertyPath()) {
            if (!first && node.getKind() != ElementKind.CONTAINER_ELEMENT) {
                return true;
            }
            first = false;
        }
        return false;
    }

    private static Target element(Target target, Path.Node node) {
        return node.getIndex() == null ? target.child(String.valueOf(node.getKey())) : target.element(node.getIndex());
    }

    private static @Nullable Value element(@Nullable Value written, Path.Node node) {
        return switch (written) {
            case Value.Sequence sequence
            when node.getIndex() != null -> sequence.elements().get(node.getIndex());
            case Value.Mapping mapping
            when mapping.get(String.valueOf(node.getKey())) != null -> mapping.get(String.valueOf(node.getKey()));
            case null, default -> written;
        };
    }
}
