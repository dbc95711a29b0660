package io.scry.ingestor.records;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a source besides its bytes.
 *
 * @param type {@code file} or {@code string}
 * @param name the file's name as its sender gave it
 * @param contentType its media type, given or found
 * @param bytes its size
 * @param sha256 the hash of its bytes, in lower-case hex
 */
public record SourceInfo(
        String type, @Nullable String name, @Nullable String contentType, long bytes, String sha256) {}
