package io.scry.ingestor.adapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How data stands against the configured rules.
 *
 * @param isValid whether no rule was broken
 * @param errors the rules that were broken
 * @param warnings what a person should know, though no rule was broken
 * @param metrics counts and shares (0 to 1) that were measured
 */
public record Validation(boolean isValid, List<Finding> errors, List<Finding> warnings, Map<String, Object> metrics) {

    /**
     * One thing found.
     *
     * @param rule the rule's name, for programs, such as {@code required_fields}
     * @param message what was found, for people
     * @param at where it was first found, such as {@code line 17}, if it has a place
     * @param count in how many places it was found, at least 1
     */
    public record Finding(
            String rule, String message, @Nullable String at, long count) {}

    /** Collects findings: a rule that is broken in many places is one finding, with its first place and a count. */
    public static final class Builder {

        private static final int LIMIT = 100;

        private final Map<String, Finding> errors = new LinkedHashMap<>();
        private final Map<String, Finding> warnings = new LinkedHashMap<>();
        private final Map<String, Object> metrics = new LinkedHashMap<>();

        /** Adds an error; one with the same rule and message as an earlier one raises that one's count. */
        public Builder error(String rule, String message, @Nullable String at) {
            add(errors, rule, message, at);
            return this;
        }

        /** Adds a warning; one with the same rule and message as an earlier one raises that one's count. */
        public Builder warning(String rule, String message, @Nullable String at) {
            add(warnings, rule, message, at);
            return this;
        }

        /** Holds the number of records to the rule {@code min_records}. */
        public Builder minRecords(long records, long least) {
            if (records < least) {
                String message = "There are " + records + " records, fewer than min_records (" + least + ")";
                error("min_records", message, null);
            }
            return this;
        }

        /** Holds the share (0 to 1) of fields that have a value to the rule {@code min_completeness}. */
        public Builder minCompleteness(double completeness, double least) {
            if (completeness < least) {
                String message = String.format(
                        Locale.ROOT,
                        "Of all fields of all records, %.4f have a value, less than min_completeness (%s)",
                        completeness,
                        least);
                error("min_completeness", message, null);
            }
            return this;
        }

        /** Sets a measured value. */
        public Builder metric(String name, Object value) {
            metrics.put(name, value);
            return this;
        }

        /** The validation; valid if there is no error. */
        public Validation build() {
            return new Validation(
                    errors.isEmpty(),
                    new ArrayList<>(errors.values()),
                    new ArrayList<>(warnings.values()),
                    new LinkedHashMap<>(metrics));
        }

        private static void add(Map<String, Finding> findings, String rule, String message, @Nullable String at) {
            String key = rule + '\n' + message;
            if (!findings.containsKey(key) && findings.size() >= LIMIT) {
                key = "more_findings\n";
                findings.merge(
                        key,
                        new Finding("more_findings", "More findings than are listed", at, 1),
                        (old, added) -> new Finding(old.rule(), old.message(), old.at(), old.count() + 1));
                return;
            }
            findings.merge(
                    key,
                    new Finding(rule, message, at, 1),
                    (old, added) -> new Finding(rule, message, old.at(), old.count() + 1));
        }
    }
}
