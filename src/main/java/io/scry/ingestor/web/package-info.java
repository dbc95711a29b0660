/**
 * What all of HTTP shares: keys, rate limits, threads, draining, correlation ids, problems, the API's description; and the API
 * of the configuration.
 */
@ApplicationModule(allowedDependencies = {"settings", "health", "shutdown", "tracing"})
@NullMarked
package io.scry.ingestor.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
