package io.scry.ingestor.settings;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** Makes typed values of scalars. What it throws says which form was expected, and never what was found. */
final class Conversion {

    static final String DURATION = "[0-9]+(ns|us|ms|s|m|h|d)";
    static final String SIZE = "[0-9]+(B|KB|MB|GB|TB)";

    private static final Pattern DURATION_FORM = Pattern.compile(DURATION);
    private static final Pattern SIZE_FORM = Pattern.compile(SIZE);
    private static final Pattern BARE_NUMBER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,30})");
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    private static final Duration LONGEST = Duration.ofDays(106751);

    private Conversion() {}

    /**
     * @throws IllegalArgumentException if the scalar is not of that type; its message goes on "must …"
     */
    static Object convert(Value.Scalar scalar, Class<?> type) {
        if (type == String.class) {
            return text(scalar);
        }
        if (type.isEnum()) {
            return constant(scalar.text(), type);
        }
        if (type == Duration.class) {
            return duration(scalar.text());
        }
        if (type == DataSize.class) {
            return size(scalar.text());
        }
        if (type == Boolean.class) {
            return bool(scalar);
        }
        return type == Double.class ? decimal(scalar) : whole(scalar, type);
    }

    private static String text(Value.Scalar scalar) {
        require(scalar.kind() != Value.Kind.LITERAL, "must be a text");
        return scalar.text();
    }

    private static Object constant(String text, Class<?> type) {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(constants).map(Conversion::name).collect(Collectors.joining(", "))));
    }

    /** How a constant is written in files and requests. */
    static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private static Boolean bool(Value.Scalar scalar) {
        boolean isTrue = scalar.text().equals("true");
        require(!isText(scalar) && (isTrue || scalar.text().equals("false")), "must be true or false");
        return isTrue;
    }

    private static Double decimal(Value.Scalar scalar) {
        String expected = "must be a number";
        require(!isText(scalar) && NUMBER.matcher(scalar.text()).matches(), expected);
        double number = Double.parseDouble(scalar.text());
        require(Double.isFinite(number), expected);
        return number;
    }

    private static Object whole(Value.Scalar scalar, Class<?> type) {
        require(!isText(scalar) && WHOLE_NUMBER.matcher(scalar.text()).matches(), "must be a whole number");
        BigInteger number = new BigInteger(scalar.text());
        boolean isInt = type == Integer.class;
        require(
                number.bitLength() < (isInt ? Integer.SIZE : Long.SIZE),
                "must be a whole number between "
                        + (isInt
                                ? Integer.MIN_VALUE + " and " + Integer.MAX_VALUE
                                : Long.MIN_VALUE + " and " + Long.MAX_VALUE));
        return isInt ? (Object) number.intValueExact() : (Object) number.longValueExact();
    }

    /** A duration fits into a long of nanoseconds, so that no timer that is given it can overflow. */
    private static Duration duration(String text) {
        require(!BARE_NUMBER.matcher(text).matches(), "must have a unit: add ns, us, ms, s, m, h or d, as in 5s");
        require(
                DURATION_FORM.matcher(text).matches(),
                "must be a duration: a whole number and ns, us, ms, s, m, h or d, as in 5s");
        String tooLong = "must be a duration of at most 106751d";
        Duration duration = inRange(text, tooLong, DurationStyle.SIMPLE::parse);
        require(duration.compareTo(LONGEST) <= 0, tooLong);
        return duration;
    }

    private static DataSize size(String text) {
        require(!BARE_NUMBER.matcher(text).matches(), "must have a unit: add B, KB, MB, GB or TB, as in 10MB");
        require(
                SIZE_FORM.matcher(text).matches(),
                "must be a size: a whole number and B, KB, MB, GB or TB, as in 10MB");
        return inRange(text, "must be a size of at most 8388607TB", DataSize::parse);
    }

    private static <T> T inRange(String text, String expected, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (ArithmeticException | IllegalArgumentException _) {
            throw new IllegalArgumentException(expected);
        }
    }

    private static boolean isText(Value.Scalar scalar) {
        return scalar.kind() == Value.Kind.TEXT;
    }

    private static void require(boolean fulfilled, String expected) {
        if (!fulfilled) {
            throw new IllegalArgumentException(expected);
        }
    }
}
