package io.scry.ingestor.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the files of a configuration held at one moment.
 *
 * @param hasDirectory whether there is a directory at all
 * @param isSettled false if they did not hold still for as long as it takes to read them
 * @param contents by the files' names
 */
record ConfigFiles(boolean hasDirectory, boolean isSettled, Map<String, Content> contents) {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final int ATTEMPTS = 20;

    /** What became of reading one file. */
    sealed interface Content {}

    record Bytes(ByteBuffer bytes) implements Content {}

    record Unreadable(String why) implements Content {}

    enum Absent implements Content {
        ABSENT
    }

    /**
     * Reads all of them until two readings in a row are the same: between those two the files held just that, together.
     * Links are followed, so that a directory that is exchanged as a whole is seen before or after.
     */
    static ConfigFiles read(Path directory, Collection<String> names) {
        ConfigFiles before = once(directory, names);
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            ConfigFiles after = once(directory, names);
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        return new ConfigFiles(before.hasDirectory, false, before.contents);
    }

    private static ConfigFiles once(Path directory, Collection<String> names) {
        Map<String, Content> contents = new TreeMap<>();
        for (String name : names) {
            contents.put(name, content(directory.resolve(name)));
        }
        return new ConfigFiles(Files.isDirectory(directory), true, contents);
    }

    private static Content content(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Absent.ABSENT;
        }
        if (!Files.isRegularFile(file)) {
            return new Unreadable("is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? new Unreadable("is larger than 1 MiB")
                    : new Bytes(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        } catch (IOException failure) {
            return new Unreadable("cannot be read (" + failure.getClass().getSimpleName() + "); check its permissions");
        }
    }

    /** A file that was not asked for is absent. */
    Content content(String name) {
        return contents.getOrDefault(name, Absent.ABSENT);
    }
}
