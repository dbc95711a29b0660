/** Fuzzing of the adapters, run by {@code bench/fuzz.sh}, and what it has found. */
@NullMarked
package io.scry.ingestor.fuzz;

import org.jspecify.annotations.NullMarked;
