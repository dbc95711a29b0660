/** How the service is: the status of each component as last sampled, and the probes that tell it. */
@ApplicationModule(allowedDependencies = {"settings", "shutdown"})
@NullMarked
package io.scry.ingestor.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
