/** What the tests drive the real service with: its process, its HTTP face, its events, and faults on the way. */
@NullMarked
package io.scry.ingestor.harness;

import org.jspecify.annotations.NullMarked;
