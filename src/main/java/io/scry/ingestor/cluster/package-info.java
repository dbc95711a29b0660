/** What replicas tell each other over Redis: nothing that must not be lost. */
@ApplicationModule(allowedDependencies = {"settings", "health", "shutdown"})
@NullMarked
package io.scry.ingestor.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
