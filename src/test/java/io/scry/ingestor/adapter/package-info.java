/** Tests of what all adapters share, and what their own tests need. */
@NullMarked
package io.scry.ingestor.adapter;

import org.jspecify.annotations.NullMarked;
