package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.UniqueValues;
import io.scry.ingestor.adapter.Validation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the fields of records, and finds those that are missing. */
final class FieldRules {

    private static final int MOST_COUNTED = 1000;

    private final Set<String> required;
    private final Set<String> nonNull;
    private final Map<String, UniqueValues> unique = new LinkedHashMap<>();
    private final Validation.Builder validation;
    /** How many records have a value there, by name. */
    private final Map<String, Long> filled = new LinkedHashMap<>();

    private final Set<String> seen = new HashSet<>();
    private final Set<String> empty = new HashSet<>();

    FieldRules(RestOptions options, Validation.Builder validation) {
        this.required = Set.copyOf(options.requiredFields());
        this.nonNull = Set.copyOf(options.nonNullFields());
        options.uniqueFields().forEach(name -> unique.put(name, new UniqueValues()));
        this.validation = validation;
    }

    /** Whether the values of a field are compared. */
    boolean isUnique(String name) {
        return unique.containsKey(name);
    }

    /**
     * A scalar value of a field that is compared.
     *
     * @param value as it stands in JSON, so that a text is not equal to the number that has its characters
     */
    void value(String name, String value, long number) {
        UniqueValues values = unique.get(name);
        if (values != null && !values.add(value)) {
            validation.error(
                    "unique_fields", "The field " + name + " has a value of an earlier record", "record " + number);
        }
    }

    void field(String name, boolean isNull) {
        if (filled.size() < MOST_COUNTED || filled.containsKey(name)) {
            filled.merge(name, isNull ? 0L : 1L, Long::sum);
        }
        if (required.contains(name)) {
            seen.add(name);
        }
        if (isNull && nonNull.contains(name)) {
            empty.add(name);
        }
    }

    void endRecord(long number) {
        if (seen.size() < required.size()) {
            for (String name : required) {
                if (!seen.contains(name)) {
                    validation.error("required_fields", "The field " + name + " is missing", "record " + number);
                }
            }
        }
        empty.forEach(
                name -> validation.error("non_null_fields", "The field " + name + " is null", "record " + number));
        seen.clear();
        empty.clear();
    }

    /** Says so if a field has more values than are compared. */
    void finish() {
        unique.forEach((name, values) -> {
            if (values.full()) {
                validation.warning(
                        "unique_fields",
                        "The field " + name + " has more than " + UniqueValues.LIMIT
                                + " different values; the later ones were not compared with each other",
                        null);
            }
        });
    }

    List<String> names() {
        return List.copyOf(filled.keySet());
    }

    /** The share of fields, over all records, that have a value; 1 if there are none. */
    double completeness(long records) {
        if (records == 0 || filled.isEmpty()) {
            return 1;
        }
        long values = filled.values().stream().mapToLong(Long::longValue).sum();
        return values / ((double) records * filled.size());
    }

    Map<String, Long> missing(long records) {
        Map<String, Long> missing = new LinkedHashMap<>();
        filled.forEach((name, values) -> {
            if (values < records) {
                missing.put(name, records - values);
            }
        });
        return missing;
    }
}
