package io.scry.ingestor.adapter;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of a source before it is read.
 *
 * @param bytes its first bytes, at most {@value #SIZE}
 * @param fileName the name it came with, if any; it may be wrong
 * @param contentType the media type it came with, if any; it may be wrong
 */
@SuppressWarnings("ArrayRecordComponent")
public record Head(
        byte[] bytes, @Nullable String fileName, @Nullable String contentType) {

    /** How many bytes of a source are looked at. */
    public static final int SIZE = 8 * 1024;

    /** Whether the file's name ends with a dot and one of these extensions, in any case. */
    public boolean hasExtension(String... extensions) {
        if (fileName == null) {
            return false;
        }
        String lower = fileName.toLowerCase(Locale.ROOT);
        for (String extension : extensions) {
            if (lower.endsWith("." + extension)) {
                return true;
            }
        }
        return false;
    }
}
