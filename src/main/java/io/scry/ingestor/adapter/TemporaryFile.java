package io.scry.ingestor.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that live only as long as a source is read; whoever has one made deletes it. What a process that was killed has left
 * is known by its name, and removed by the next one.
 */
public final class TemporaryFile {

    /** How their names begin; the process's id follows, and when it began. */
    public static final String PREFIX = "scry-source-";

    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-(\\d{1,18})-.*");

    /** A clock that is set may change what the system says of when a process began. */
    private static final long SAME_MILLIS = 5000;

    private TemporaryFile() {}

    /** A new, empty file. */
    public static Path create() throws IOException {
        return Files.createTempFile(prefix(), ".tmp");
    }

    /** A new, empty folder. */
    public static Path createDirectory() throws IOException {
        return Files.createTempDirectory(prefix());
    }

    private static String prefix() {
        ProcessHandle process = ProcessHandle.current();
        return PREFIX + process.pid() + "-" + begin(process) + "-";
    }

    private static long begin(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Whether the process that made it is gone. Its id may be another one's now: in containers, each has the id 1. */
    public static boolean isLeftover(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        long begun = Long.parseLong(name.group(2));
        return ProcessHandle.of(Long.parseLong(name.group(1)))
                .map(process -> Math.abs(begin(process) - begun) > SAME_MILLIS)
                .orElse(true);
    }
}
