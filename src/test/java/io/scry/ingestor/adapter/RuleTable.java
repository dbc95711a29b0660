package io.scry.ingestor.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Every rule of an adapter's validation, each with a source that keeps it and one that breaks it, and it alone.
 *
 * @param <S> what the adapter reads
 */
public final class RuleTable<S> {

    /** How options that are rules are called. */
    private static final Pattern RULE = Pattern.compile("(required?|non_null|unique|min|allow)_.*");

    private final Class<? extends Record> options;
    private final Reading<S> reading;
    private final Map<String, Rule<S>> rules = new LinkedHashMap<>();
    private final Map<String, Object> always = new HashMap<>();

    public RuleTable(Class<? extends Record> options, Reading<S> reading) {
        this.options = options;
        this.reading = reading;
    }

    /** Reads a source by options. */
    @FunctionalInterface
    public interface Reading<S> {
        Validation read(S source, Map<String, ?> options) throws Exception;
    }

    private record Rule<S>(Object value, S kept, S broken) {}

    /** Sets an option for all rules. */
    public RuleTable<S> always(String option, Object value) {
        always.put(option, value);
        return this;
    }

    /** Adds a rule with its value, a source that keeps it, and one that breaks it. */
    public RuleTable<S> rule(String name, Object value, S kept, S broken) {
        rules.put(name, new Rule<>(value, kept, broken));
        return this;
    }

    /** Checks that no rule of the options is missing here, and that each does what it is for. */
    public void check() throws Exception {
        assertThat(rules.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(options.getRecordComponents())
                        .map(option ->
                                option.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                        .filter(RULE.asMatchPredicate())
                        .toList());
        for (Map.Entry<String, Rule<S>> entry : rules.entrySet()) {
            check(entry.getKey(), entry.getValue());
        }
    }

    private void check(String name, Rule<S> rule) throws Exception {
        Map<String, Object> asked = new HashMap<>(always);
        assertThat(reading.read(rule.broken(), asked).errors())
                .as("without the rule %s", name)
                .isEmpty();
        asked.put(name, rule.value());
        assertThat(reading.read(rule.kept(), asked))
                .as("what keeps %s", name)
                .satisfies(it -> assertThat(it.errors()).isEmpty())
                .returns(true, Validation::isValid);
        assertThat(reading.read(rule.broken(), asked))
                .as("what breaks %s", name)
                .returns(false, Validation::isValid)
                .satisfies(it -> assertThat(it.errors())
                        .isNotEmpty()
                        .allSatisfy(finding -> assertThat(finding.rule()).isEqualTo(name)));
    }
}
