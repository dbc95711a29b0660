package io.scry.ingestor.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source besides its bytes.
 *
 * @param type {@code file}, {@code string} or {@code url}
 * @param name the file's name as its sender gave it
 * @param contentType its media type, given or found
 * @param bytes its size; of a URL, 0 until it was fetched
 * @param sha256 the hash of its bytes, in lower-case hex; of a URL, null until it was fetched
 * @param url where it lies, with all secrets; null if its bytes are kept here
 */
public record SourceInfo(
        String type,
        @Nullable String name,
        @Nullable String contentType,
        long bytes,
        @Nullable String sha256,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url) {

    /** The same as it turned out to be. */
    public SourceInfo fetched(@Nullable String fetchedType, long fetchedBytes, String fetchedSha256) {
        return new SourceInfo(
                type, name, fetchedType == null ? contentType : fetchedType, fetchedBytes, fetchedSha256, url);
    }

    /** The same with another text in place of the URL. */
    public SourceInfo at(@Nullable String shown) {
        return new SourceInfo(type, name, contentType, bytes, sha256, shown);
    }

    /** Without the URL, which may hold secrets. */
    @Override
    public String toString() {
        return "SourceInfo[type=" + type + ", name=" + name + ", contentType=" + contentType + ", bytes=" + bytes
                + ", sha256=" + sha256 + "]";
    }
}
