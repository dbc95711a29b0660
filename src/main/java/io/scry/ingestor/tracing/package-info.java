/** One trace from a request through the queue, the worker and the adapter to the event, for whoever collects traces. */
@ApplicationModule(allowedDependencies = {"settings", "shutdown"})
@NullMarked
package io.scry.ingestor.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
