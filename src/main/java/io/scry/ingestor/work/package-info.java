/** The durable queue and the workers that empty it; what a job means is not known here. */
@ApplicationModule(allowedDependencies = {"database", "settings", "health", "shutdown"})
@NullMarked
package io.scry.ingestor.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
