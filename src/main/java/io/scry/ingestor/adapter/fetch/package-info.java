/** The one way to the web: guarded against addresses that are not public, bounded in time and size, retried, cached. */
@NamedInterface("fetch")
@NullMarked
package io.scry.ingestor.adapter.fetch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
