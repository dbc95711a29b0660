package io.scry.ingestor.isolation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsSubscriber;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** As many parsers as the settings want, started ahead of their documents, and replaced when they die. */
@Component
class ParserPool implements SmartLifecycle, SettingsSubscriber {

    private static final Logger log = LoggerFactory.getLogger(ParserPool.class);
    private static final Duration START = Duration.ofSeconds(30);
    private static final long LOOK_NANOS = 500_000_000L;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ActiveSettings settings;
    private final Set<ParserProcess> all = ConcurrentHashMap.newKeySet();
    /** Of them, those that could read a document; one that dies while it starts never gets here. */
    private final Set<ParserProcess> ready = ConcurrentHashMap.newKeySet();

    private final BlockingDeque<ParserProcess> idle = new LinkedBlockingDeque<>();
    private final AtomicBoolean isToKeep = new AtomicBoolean();
    private final AtomicBoolean isToTryAgain = new AtomicBoolean();

    /** By the settings that hold now; a job may still see those of its beginning. */
    private volatile boolean areUnwanted;

    private volatile @Nullable ScheduledThreadPoolExecutor keeper;

    ParserPool(ActiveSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("scry_ingestor_parsers", ready, Set::size)
                .description("Processes that read documents")
                .register(meters);
        Gauge.builder("scry_ingestor_parsers_idle", idle, BlockingDeque::size)
                .description("Processes that wait for a document to read")
                .register(meters);
    }

    /**
     * One that nobody else has until it is given back.
     *
     * @throws NoParserException if none becomes free in time, or there are to be none any more
     */
    ParserProcess take(Duration limit) throws NoParserException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long left = deadline - System.nanoTime();
            ParserProcess parser = idle.pollFirst(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
            if (parser != null && parser.isAlive()) {
                return parser;
            }
            if (parser != null) {
                discard(parser);
            } else if (left <= 0 || areUnwanted) {
                throw new NoParserException("No parser has become free within " + limit.toSeconds() + " s");
            }
        }
    }

    /** It has read its document, and can read another. */
    void giveBack(ParserProcess parser) {
        if (keeper == null) {
            discard(parser);
        } else {
            idle.addFirst(parser);
            keep();
        }
    }

    /** It is of no use any more; another one takes its place. */
    void discard(ParserProcess parser) {
        all.remove(parser);
        ready.remove(parser);
        try {
            parser.close();
        } catch (IOException e) {
            log.warn("What parser {} has left cannot be removed: {}", parser.pid(), e.toString());
        }
        keep();
    }

    /** The ids of all its processes. */
    List<Long> pids() {
        return all.stream().map(ParserProcess::pid).toList();
    }

    /** Asked in the keeper's thread: a job may still see the settings of its beginning. */
    private DataSize heap() {
        return settings.current().get(ExtractionSettings.class).heap();
    }

    private int wanted() {
        ExtractionSettings current = settings.current().get(ExtractionSettings.class);
        return current.isolation() == ExtractionSettings.Isolation.PROCESS ? current.processes() : 0;
    }

    private void keep() {
        ScheduledThreadPoolExecutor running = keeper;
        if (running != null && isToKeep.compareAndSet(false, true)) {
            running.execute(() -> {
                isToKeep.set(false);
                keep(running);
            });
        }
    }

    /** In the keeper's thread, and in no other. */
    private void keep(ScheduledThreadPoolExecutor running) {
        try {
            areUnwanted = wanted() == 0;
            discardOthers();
            while (all.size() < wanted()) {
                add();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) { // Boundary: want of threads or memory must not be the end of all parsers.
            log.error("No parser can be started, trying again in {} s: {}", PAUSE.toSeconds(), e.toString());
            tryAgain(running);
        }
    }

    private void tryAgain(ScheduledThreadPoolExecutor running) {
        if (isToTryAgain.compareAndSet(false, true)) {
            Runnable again = () -> {
                isToTryAgain.set(false);
                keep(running);
            };
            var _ = running.schedule(again, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Those that have died, are too many, or have another heap than is wanted now. */
    private void discardOthers() {
        for (ParserProcess parser : idle) {
            boolean isWanted = parser.isAlive() && parser.hasHeap(heap()) && all.size() <= wanted();
            if (!isWanted && idle.remove(parser)) {
                discard(parser);
            }
        }
    }

    private void add() throws IOException, InterruptedException {
        ParserProcess parser = ParserProcess.start(heap());
        all.add(parser);
        try {
            parser.awaitReady(START);
        } catch (Throwable e) {
            all.remove(parser);
            parser.close();
            throw e;
        }
        ready.add(parser);
        var _ = parser.end().thenRun(() -> {
            if (idle.remove(parser)) {
                log.warn("Parser {} has died while it had nothing to do", parser.pid());
                discard(parser);
            }
        });
        idle.addLast(parser);
    }

    @Override
    public void start() {
        isToKeep.set(false);
        isToTryAgain.set(false);
        keeper = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("parser-keeper").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        keep();
    }

    @Override
    public String name() {
        return "parsers";
    }

    @Override
    public Change prepare(Settings active, Settings next) {
        return active.get(ExtractionSettings.class).equals(next.get(ExtractionSettings.class))
                ? Change.NONE
                : this::keep;
    }

    /** No worker needs them any more. */
    @Override
    public void stop() {
        ScheduledThreadPoolExecutor running = keeper;
        keeper = null;
        if (running != null) {
            running.shutdownNow();
            // First: those that are here when they end count as having died.
            idle.clear();
            all.forEach(this::discard);
        }
    }

    @Override
    public int getPhase() {
        return ShutdownPhases.HANDLERS;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.current().get(ProcessSettings.class).isWorker();
    }

    @Override
    public boolean isRunning() {
        return keeper != null;
    }
}
