/** Metrics, dashboards and alerts, as Prometheus sees them. */
@NullMarked
package io.scry.ingestor.monitoring;

import org.jspecify.annotations.NullMarked;
