/** The adapter that reads JSON documents, arrays of records and JSON Lines. */
@NullMarked
package io.scry.ingestor.adapter.json;

import org.jspecify.annotations.NullMarked;
