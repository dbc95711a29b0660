package io.scry.ingestor.adapter.excel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the values of a column are. */
enum ValueType {
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    DATETIME,
    TIME,
    DURATION,
    TEXT,
    MIXED;

    /** The type of a column that has values of both types. */
    static ValueType both(@Nullable ValueType one, ValueType other) {
        if (one == null || one == other) {
            return other;
        }
        if (one.isNumber() && other.isNumber()) {
            return DECIMAL;
        }
        return one.isDate() && other.isDate() ? DATETIME : MIXED;
    }

    private boolean isNumber() {
        return this == INTEGER || this == DECIMAL;
    }

    private boolean isDate() {
        return this == DATE || this == DATETIME;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
