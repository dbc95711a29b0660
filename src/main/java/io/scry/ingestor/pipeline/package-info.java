/** The steps of an ingestion, in order. */
@ApplicationModule(
        allowedDependencies = {
            "adapter",
            "adapter :: fetch",
            "isolation",
            "records",
            "events",
            "work",
            "settings",
            "cluster",
            "database",
            "tracing"
        })
@NullMarked
package io.scry.ingestor.pipeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
