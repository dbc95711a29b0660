package io.scry.ingestor.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; it carries everything that is wrong with it. */
public final class InvalidSettingsException extends RuntimeException {

    private final transient List<SettingsError> errors;

    InvalidSettingsException(List<SettingsError> errors) {
        super(errors.stream()
                .map(error -> "\n  " + error)
                .collect(Collectors.joining("", headline(errors.size()), "")));
        this.errors = List.copyOf(errors);
    }

    private static String headline(int count) {
        return "The configuration has " + (count == 1 ? "an error:" : count + " errors:");
    }

    /** All errors, ordered by file and line. */
    public List<SettingsError> errors() {
        return errors;
    }
}
