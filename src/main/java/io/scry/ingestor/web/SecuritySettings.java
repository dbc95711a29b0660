package io.scry.ingestor.web;

import io.scry.ingestor.settings.Secret;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what, at {@code security}.
 *
 * @param apiKeys keys to submit and read, each {@code name:secret}
 * @param adminApiKeys keys to do everything and see everybody's ingestions, each {@code name:secret}
 */
public record SecuritySettings(
        @Secret @DefaultValue List<@Pattern(regexp = KEY, message = "must be name:secret") String> apiKeys,
        @Secret @DefaultValue List<@Pattern(regexp = KEY, message = "must be name:secret") String> adminApiKeys) {

    private static final String KEY = "[A-Za-z0-9._-]{1,64}:.{8,}";

    boolean hasKeys() {
        return !apiKeys.isEmpty() || !adminApiKeys.isEmpty();
    }
}
