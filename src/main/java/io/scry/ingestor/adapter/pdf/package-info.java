/** Reads PDF documents: their text page by page, and facts about their images and about themselves. */
@NullMarked
package io.scry.ingestor.adapter.pdf;

import org.jspecify.annotations.NullMarked;
