/** Ingestions, their sources and their results, as they are kept in PostgreSQL. */
@ApplicationModule(allowedDependencies = "database")
@NullMarked
package io.scry.ingestor.records;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
