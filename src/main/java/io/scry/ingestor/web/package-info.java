/** What all of HTTP shares: keys, correlation ids, problems, the API's description. */
@ApplicationModule(allowedDependencies = {"settings", "health"})
@NullMarked
package io.scry.ingestor.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
