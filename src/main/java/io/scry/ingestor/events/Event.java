package io.scry.ingestor.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened, to be told to the world.
 *
 * @param type the CloudEvents type
 * @param sourceId the key under which it is sent: events of one key are in order
 * @param subject what it happened to
 * @param traceparent the W3C trace context that it belongs to
 * @param data what there is to say
 */
public record Event(
        String type,
        String sourceId,
        UUID subject,
        @Nullable String traceparent,
        JsonNode data) {}
