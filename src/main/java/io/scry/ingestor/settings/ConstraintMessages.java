package io.scry.ingestor.settings;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.boot.convert.DurationStyle;

/**
 * What violations say, in English wherever the service runs. The standard texts of some constraints need an expression
 * language, which is not used here, or are clumsy.
 */
final class ConstraintMessages implements MessageInterpolator {

    private final MessageInterpolator standard =
            new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false);

    @Override
    public String interpolate(String template, Context context) {
        Annotation constraint = context.getConstraintDescriptor().getAnnotation();
        boolean isStandard = template.equals("{" + constraint.annotationType().getName() + ".message}");
        return switch (constraint) {
            case Annotation _ when !isStandard -> standard.interpolate(template, context);
            case DecimalMin min -> greater(min.inclusive()) + min.value();
            case DecimalMax max -> less(max.inclusive()) + max.value();
            case Size size when size.max() == Integer.MAX_VALUE -> "size must be at least " + size.min();
            case Size size when size.min() == 0 -> "size must be at most " + size.max();
            case DurationMin min ->
                greater(min.inclusive())
                        + sum(min.days(), min.hours(), min.minutes(), min.seconds(), min.millis(), min.nanos());
            case DurationMax max ->
                less(max.inclusive())
                        + sum(max.days(), max.hours(), max.minutes(), max.seconds(), max.millis(), max.nanos());
            default -> standard.interpolate(template, context);
        };
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
        return interpolate(template, context);
    }

    private static String greater(boolean inclusive) {
        return inclusive ? "must be greater than or equal to " : "must be greater than ";
    }

    private static String less(boolean inclusive) {
        return inclusive ? "must be less than or equal to " : "must be less than ";
    }

    private static String sum(long days, long hours, long minutes, long seconds, long millis, long nanos) {
        Duration sum = Duration.ofDays(days)
                .plusHours(hours)
                .plusMinutes(minutes)
                .plusSeconds(seconds)
                .plusMillis(millis)
                .plusNanos(nanos);
        boolean whole = sum.equals(sum.truncatedTo(ChronoUnit.SECONDS));
        return DurationStyle.SIMPLE.print(sum, whole ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
    }
}
