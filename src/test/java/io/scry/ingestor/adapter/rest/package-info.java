/** Tests of the adapter for REST APIs, against a real server. */
@NullMarked
package io.scry.ingestor.adapter.rest;

import org.jspecify.annotations.NullMarked;
