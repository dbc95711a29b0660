/** Real PostgreSQL, Redis and Kafka for development and tests, with nothing installed. */
@NullMarked
package io.scry.ingestor.devservices;

import org.jspecify.annotations.NullMarked;
