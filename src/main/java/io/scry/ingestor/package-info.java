/** Takes documents and data, turns each into one payload, keeps it, and announces it. */
@NullMarked
package io.scry.ingestor;

import org.jspecify.annotations.NullMarked;
