/** The adapter for REST APIs: asks for page after page of JSON, and reads them as one list of records. */
@NullMarked
package io.scry.ingestor.adapter.rest;

import org.jspecify.annotations.NullMarked;
