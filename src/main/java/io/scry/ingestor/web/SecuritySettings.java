package io.scry.ingestor.web;

import io.scry.ingestor.settings.Secret;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what, at {@code security}. Several keys of one name stand for the same caller, so that a new one can be handed
 * out before the old one goes.
 *
 * @param apiKeys keys to submit and read
 * @param adminApiKeys keys to do everything and see everybody's ingestions
 */
public record SecuritySettings(
        @Secret @DefaultValue List<@KeyForm String> apiKeys,
        @Secret @DefaultValue List<@KeyForm String> adminApiKeys) {

    boolean hasKeys() {
        return !apiKeys.isEmpty() || !adminApiKeys.isEmpty();
    }
}
