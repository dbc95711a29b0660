package io.scry.ingestor.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The options that came with a request cannot be used; it carries everything that is wrong with them. */
public final class InvalidOptionsException extends RuntimeException {

    private final transient List<SettingsError> errors;

    InvalidOptionsException(List<SettingsError> errors) {
        super(errors.stream()
                .map(error -> "\n  " + error)
                .collect(Collectors.joining("", "The options are not valid:", "")));
        this.errors = List.copyOf(errors);
    }

    /** All errors; the path of each is the option's name, and none names a file. */
    public List<SettingsError> errors() {
        return errors;
    }
}
