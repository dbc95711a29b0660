package io.scry.ingestor.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The most memory that a process and all that it started ever had together. */
final class Watch implements AutoCloseable {

    private static final Pattern SHARE = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");
    private static final int MILLIS = 200;

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final AtomicLong mostKib = new AtomicLong();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final ProcessHandle process;

    Watch(long pid) {
        process = ProcessHandle.of(pid).orElseThrow();
        var _ = clock.scheduleWithFixedDelay(this::look, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        try {
            long now = 0;
            for (ProcessHandle one : all) {
                now += kib(one.pid());
            }
            mostKib.accumulateAndGet(now, Math::max);
        } catch (IOException e) {
            failure.set(e);
        }
    }

    private long kib(long pid) throws IOException {
        try {
            Matcher share = SHARE.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "smaps_rollup")));
            return share.find() ? Long.parseLong(share.group(1)) : 0;
        } catch (IOException e) {
            if (pid == process.pid()) {
                throw e;
            }
            // A parser ends whenever it likes, also while this is read.
            return 0;
        }
    }

    /** In MiB, what each has alone and its share of what several have. */
    long mostMib() throws IOException {
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return mostKib.get() >> 10;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
