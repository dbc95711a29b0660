/** The way to the end: signals, phases, draining, handlers, and one deadline over all of it. */
@ApplicationModule(allowedDependencies = "settings")
@NullMarked
package io.scry.ingestor.shutdown;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
