package io.scry.ingestor.settings;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/** Bound values as a file would have them, in their shortest form. */
final class Written {

    private static final String HIDDEN = "(hidden)";
    private static final List<ChronoUnit> TIMES = List.of(
            ChronoUnit.DAYS,
            ChronoUnit.HOURS,
            ChronoUnit.MINUTES,
            ChronoUnit.SECONDS,
            ChronoUnit.MILLIS,
            ChronoUnit.MICROS);
    private static final List<DataUnit> SIZES =
            List.of(DataUnit.TERABYTES, DataUnit.GIGABYTES, DataUnit.MEGABYTES, DataUnit.KILOBYTES);

    private Written() {}

    /** A value that is no record: a text, number or boolean, or a list or map of such. */
    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case Duration duration -> duration(duration);
            case DataSize size -> size(size);
            case Enum<?> constant -> Conversion.name(constant);
            case null, default -> value;
        };
    }

    /** Whether there is a secret may be seen, and not which. */
    static @Nullable Object hidden(@Nullable Object value) {
        boolean isNothing = value == null
                || (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        return isNothing ? value : HIDDEN;
    }

    private static String duration(Duration duration) {
        ChronoUnit unit = TIMES.stream()
                .filter(larger -> duration.toNanos() % larger.getDuration().toNanos() == 0)
                .findFirst()
                .orElse(ChronoUnit.NANOS);
        return DurationStyle.SIMPLE.print(duration, duration.isZero() ? ChronoUnit.SECONDS : unit);
    }

    private static String size(DataSize size) {
        for (DataUnit unit : SIZES) {
            long one = DataSize.of(1, unit).toBytes();
            if (size.toBytes() != 0 && size.toBytes() % one == 0) {
                return size.toBytes() / one + suffix(unit);
            }
        }
        return size.toString();
    }

    private static String suffix(DataUnit unit) {
        return switch (unit) {
            case TERABYTES -> "TB";
            case GIGABYTES -> "GB";
            case MEGABYTES -> "MB";
            case KILOBYTES -> "KB";
            case BYTES -> "B";
        };
    }
}
