/** What the world is told: an outbox in PostgreSQL, and its way into Kafka. */
@ApplicationModule(allowedDependencies = {"database", "settings", "health", "shutdown", "tracing"})
@NullMarked
package io.scry.ingestor.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
