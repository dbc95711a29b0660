/** Measurements of the packaged service, run by the scripts in {@code bench/}, and tests of their short forms. */
@NullMarked
package io.scry.ingestor.bench;

import org.jspecify.annotations.NullMarked;
