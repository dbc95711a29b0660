/** Reads comma-separated values and their relatives: tab, semicolon and pipe. */
@NullMarked
package io.scry.ingestor.adapter.csv;

import org.jspecify.annotations.NullMarked;
