/** What an adapter is: it reads one kind of source and writes the data of a payload. */
@ApplicationModule(allowedDependencies = {"settings"})
@NullMarked
package io.scry.ingestor.adapter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
