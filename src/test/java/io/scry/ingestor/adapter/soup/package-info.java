/** Tests of the adapter for HTML. */
@NullMarked
package io.scry.ingestor.adapter.soup;

import org.jspecify.annotations.NullMarked;
