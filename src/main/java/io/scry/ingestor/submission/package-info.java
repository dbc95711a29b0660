/** The HTTP way in: submit, list, read, retry, cancel and delete ingestions. */
@ApplicationModule(
        allowedDependencies = {
            "records",
            "work",
            "pipeline",
            "adapter",
            "settings",
            "cluster",
            "database",
            "web",
            "shutdown"
        })
@NullMarked
package io.scry.ingestor.submission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
