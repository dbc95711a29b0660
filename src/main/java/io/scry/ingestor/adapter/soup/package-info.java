/** The adapter for HTML: text, links, tables, what a page says about itself, and what CSS selectors pick out. */
@NullMarked
package io.scry.ingestor.adapter.soup;

import org.jspecify.annotations.NullMarked;
