package io.scry.ingestor.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that live only as long as a source is read; whoever has one made deletes it. What a process that was killed has left
 * is known by its name, and removed by the next one.
 */
public final class TemporaryFile {

    /** How their names begin; the process id and a hyphen follow. */
    public static final String PREFIX = "scry-source-";

    private TemporaryFile() {}

    /** A new, empty file. */
    public static Path create() throws IOException {
        return Files.createTempFile(PREFIX + ProcessHandle.current().pid() + "-", ".tmp");
    }
}
