/** Reads Word documents (.docx): their text block by block, and what hangs on it. */
@NullMarked
package io.scry.ingestor.adapter.word;

import org.jspecify.annotations.NullMarked;
