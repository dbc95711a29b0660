/** The reloadable configuration: files and variables, bound, checked, and held as one immutable snapshot. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.scry.ingestor.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
