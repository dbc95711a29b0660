package io.scry.ingestor.adapter.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which fields the written records have, in the order in which they were first seen, and how often they have a value. */
final class FieldProfile {

    /** More fields than these are not kept apart. */
    static final int LIMIT = 1000;

    private final Map<String, long[]> valuesByField = new LinkedHashMap<>();
    private boolean truncated;

    void field(String name, boolean isNull) {
        long[] values = valuesByField.get(name);
        if (values == null) {
            values = add(name);
            if (values == null) {
                return;
            }
        }
        if (!isNull) {
            values[0]++;
        }
    }

    private long @Nullable [] add(String name) {
        if (valuesByField.size() >= LIMIT) {
            truncated = true;
            return null;
        }
        long[] values = {0};
        valuesByField.put(name, values);
        return values;
    }

    List<String> names() {
        return new ArrayList<>(valuesByField.keySet());
    }

    /** Whether there are more fields than {@value #LIMIT}. */
    boolean truncated() {
        return truncated;
    }

    /** How many of so many records lack a value, for each field that some record lacks. */
    Map<String, Long> missing(long records) {
        Map<String, Long> missing = new LinkedHashMap<>();
        valuesByField.forEach((name, values) -> {
            if (values[0] < records) {
                missing.put(name, records - values[0]);
            }
        });
        return missing;
    }

    /** The share of fields, over so many records, that have a value that is not null; 1 if there are no fields. */
    double completeness(long records) {
        if (valuesByField.isEmpty() || records == 0) {
            return 1;
        }
        double values = 0;
        for (long[] count : valuesByField.values()) {
            values += count[0];
        }
        return values / ((double) records * valuesByField.size());
    }
}
