/** Tests of the way to the web, and a web for the tests of others. */
@NullMarked
package io.scry.ingestor.adapter.fetch;

import org.jspecify.annotations.NullMarked;
