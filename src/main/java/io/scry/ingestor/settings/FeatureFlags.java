package io.scry.ingestor.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be switched off while the service runs, at {@code feature_flags}.
 *
 * @param kafkaEvents whether ingestions that end are announced; off, none that ends is announced later, either
 * @param restCache whether answers of APIs are kept in Redis, and looked for there
 * @param serverSentEvents whether ingestions can be followed as event streams; those that are open end when it is off
 */
public record FeatureFlags(
        @DefaultValue("true") boolean kafkaEvents,
        @DefaultValue("true") boolean restCache,
        @DefaultValue("true") boolean serverSentEvents) {}
