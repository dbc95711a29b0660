/** The connection pool to PostgreSQL. */
@ApplicationModule(allowedDependencies = {"settings", "shutdown"})
@NullMarked
package io.scry.ingestor.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
