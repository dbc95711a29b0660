package io.scry.ingestor.adapter;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A source that lies in a local file, to be read and not to be kept.
 *
 * @param file where it lies; readable for as long as the extraction lasts
 * @param fileName the name it came with, if any
 * @param contentType the media type it came with, if any
 * @param location the URL that it was fetched from, if it was, without secrets: relative links are relative to it
 */
public record Document(
        Path file,
        @Nullable String fileName,
        @Nullable String contentType,
        @Nullable String location) implements Source {

    /** One that did not come from the web. */
    public Document(Path file, @Nullable String fileName, @Nullable String contentType) {
        this(file, fileName, contentType, null);
    }
}
