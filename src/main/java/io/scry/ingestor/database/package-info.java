/** The connection pool to PostgreSQL, the migrations of the schema, and how both are. */
@ApplicationModule(allowedDependencies = {"settings", "health"})
@NullMarked
package io.scry.ingestor.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
