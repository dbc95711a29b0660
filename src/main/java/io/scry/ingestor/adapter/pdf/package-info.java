/** Reads PDF documents: text, tables, headings, and facts about their images and about themselves. */
@NullMarked
package io.scry.ingestor.adapter.pdf;

import org.jspecify.annotations.NullMarked;
