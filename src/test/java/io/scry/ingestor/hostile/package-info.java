/** Sources and requests that were made to do harm, and what has to come of each. All are made by code. */
@NullMarked
package io.scry.ingestor.hostile;

import org.jspecify.annotations.NullMarked;
