package io.scry.ingestor.adapter.excel;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;

/** A column of a sheet, and what was seen in it. */
final class Column {

    private final SerializedString name;
    private final Tally missing = new Tally();
    private final @Nullable Uniqueness unique;
    private @Nullable ValueType type;

    Column(String name, @Nullable Uniqueness unique) {
        this.name = new SerializedString(name);
        this.unique = unique;
    }

    SerializedString key() {
        return name;
    }

    String name() {
        return name.getValue();
    }

    void saw(ValueType found) {
        if (found != type) {
            type = ValueType.both(type, found);
        }
    }

    /** What its values are; text if it has none. */
    ValueType type() {
        return type == null ? ValueType.TEXT : type;
    }

    /** Its cells that have no value. */
    Tally missing() {
        return missing;
    }

    /** Its values, if none may be there twice. */
    @Nullable
    Uniqueness unique() {
        return unique;
    }

    /** All its values have been seen. */
    void forgetValues() {
        if (unique != null) {
            unique.forget();
        }
    }
}
