/** Reads documents so that none can take the service down: within limits of time and memory, in processes that may die. */
@ApplicationModule(allowedDependencies = {"adapter", "settings", "shutdown"})
@NullMarked
package io.scry.ingestor.isolation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
