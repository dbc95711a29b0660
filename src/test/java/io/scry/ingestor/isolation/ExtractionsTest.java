package io.scry.ingestor.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.TemporaryFile;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.harness.ChangingSettings;
import io.scry.ingestor.isolation.StoppedExtractionException.Reason;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.settings.Section;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** What documents can do to their parsers, and not to anybody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExtractionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final WildAdapter.Options OPTIONS = new WildAdapter.Options(
            "Hi", DataSize.ofMegabytes(3), Duration.ofSeconds(90), List.of("1", "2"), Map.of("a", "b"));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    private ChangingSettings settings;
    private ParserPool pool;
    private Extractions extractions;

    @BeforeAll
    void start(@TempDir Path config) throws IOException {
        settings = new ChangingSettings(
                config,
                variables(Map.of()),
                new Section<>("", ProcessSettings.class),
                new Section<>("extraction", ExtractionSettings.class));
        pool = new ParserPool(settings, meters);
        pool.start();
        extractions = new Extractions(settings, pool, meters);
    }

    @AfterAll
    void stop() {
        List<Long> pids = pool.pids();
        assertThat(pids).isNotEmpty();
        pool.stop();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> pids.stream().allMatch(pid -> ProcessHandle.of(pid).isEmpty()));
    }

    @AfterEach
    void reset() throws Exception {
        change(Map.of());
    }

    private static Map<String, String> variables(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "SCRY_EXTRACTION__HEAP", "32MB",
                "SCRY_EXTRACTION__TIME_LIMIT", "20s"));
        all.putAll(more);
        return all;
    }

    private void change(Map<String, String> more) throws Exception {
        settings.change(variables(more), pool);
    }

    private Document document(String order) throws IOException {
        return new Document(Files.writeString(Files.createTempFile(folder, "source", ""), order), "a.txt", "text/x");
    }

    private Extraction read(String order, DataSink sink) throws IOException, InterruptedException {
        return extractions.extract(new WildAdapter(), document(order), OPTIONS, sink);
    }

    private void isWell() throws IOException, InterruptedException {
        Collected data = new Collected();
        read("ok", data);
        assertThat(data.text().lines()).hasSize(2);
    }

    @Test
    void tellsWhatItWouldTellInThisProcess() throws Exception {
        Collected elsewhere = new Collected();
        Extraction there = read("x".repeat(100_000), elsewhere);
        change(Map.of("SCRY_EXTRACTION__ISOLATION", "thread"));
        Collected data = new Collected();
        Extraction here = read("x".repeat(100_000), data);
        change(Map.of());
        assertThat(elsewhere.text()).isEqualTo(data.text()).hasSizeGreaterThan(1_000_000);
        assertThat(there.validation()).isEqualTo(here.validation());
        assertThat(there.metadata()).containsEntry("options", OPTIONS.toString());
        assertThat(there.metadata().get("source")).isEqualTo(here.metadata().get("source"));
    }

    @Test
    void knowsNothingOfTheServicesEnvironment() throws Exception {
        Map<String, Object> metadata = read("ok", new Collected()).metadata();
        assertThat(metadata).containsEntry("environment", "null");
        assertThat(String.valueOf(metadata.get("temporary"))).contains(TemporaryFile.PREFIX);
    }

    @Test
    void removesWhatAParserHasLeft() throws Exception {
        change(Map.of("SCRY_EXTRACTION__PROCESSES", "1"));
        Path folder =
                Path.of(String.valueOf(read("ok", new Collected()).metadata().get("temporary")));
        assertThat(folder).isDirectory();
        assertThat(catchThrowable(() -> read("die", new Collected()))).isInstanceOf(StoppedExtractionException.class);
        assertThat(folder).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "loop, TIME_LIMIT_EXCEEDED, 1s",
        "loop politely, TIME_LIMIT_EXCEEDED, 1s",
        "write for ever, TIME_LIMIT_EXCEEDED, 1s",
        "eat, MEMORY_LIMIT_EXCEEDED, 60s",
        "die, PARSER_DIED, 60s",
        "garble, PARSER_DIED, 60s"
    })
    void stopsWhatRunsAway(String order, Reason reason, String limit) throws Exception {
        change(Map.of("SCRY_EXTRACTION__TIME_LIMIT", limit));
        long begun = System.nanoTime();
        StoppedExtractionException stopped = catchThrowableOfType(
                StoppedExtractionException.class, () -> read(order, new Collected(OutputStream.nullOutputStream())));
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        change(Map.of());
        assertThat(stopped.reason()).isEqualTo(reason);
        assertThat(taken).isLessThan(Duration.ofSeconds(30));
        assertThat(meters.counter(
                                "scry_ingestor_extractions_stopped",
                                "adapter",
                                "wild",
                                "reason",
                                reason.name().toLowerCase(Locale.ROOT))
                        .count())
                .isPositive();
        isWell();
    }

    @Test
    void saysWhatIsWrongAndUsesTheParserAgain() throws Exception {
        change(Map.of("SCRY_EXTRACTION__PROCESSES", "1"));
        isWell();
        long before = onlyParser();
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> read("refuse", new Collected()))
                .withMessage("No good")
                .matches(e -> e.reason() == UnreadableSourceException.Reason.DAMAGED);
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> read("sink", new Collected()))
                .matches(e -> e.reason() == UnreadableSourceException.Reason.LIMIT_EXCEEDED);
        read("print", new Collected());
        isWell();
        assertThat(onlyParser()).isEqualTo(before);
        assertThatThrownBy(() -> read("fail", new Collected()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("A fault of the adapter");
        assertThatThrownBy(() -> read("lack", new Collected()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
    }

    private long onlyParser() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(pool::pids, pids -> pids.size() == 1)
                .getFirst();
    }

    @Test
    void othersGoOnBesideOneThatLoops() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<?> looping = CompletableFuture.runAsync(() -> {
            begun.countDown();
            assertThatThrownBy(() -> read("loop", new Collected())).isInstanceOf(StoppedExtractionException.class);
        });
        begun.await();
        for (int i = 0; i < 20; i++) {
            isWell();
        }
        assertThat(looping).isNotDone();
        looping.join();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        Thread reader = Thread.currentThread();
        CompletableFuture<Void> interrupt = CompletableFuture.runAsync(() -> {
            Awaitility.await().atMost(PATIENCE).until(() -> reader.getState() == Thread.State.TIMED_WAITING);
            reader.interrupt();
        });
        assertThatThrownBy(() -> read("loop", new Collected())).isInstanceOf(InterruptedException.class);
        interrupt.join();
        isWell();
    }

    @Test
    void replacesOneThatDiesWhileItIsIdle() throws Exception {
        change(Map.of("SCRY_EXTRACTION__PROCESSES", "1"));
        long idle = onlyParser();
        isWell();
        ProcessHandle.of(idle).orElseThrow().destroyForcibly();
        Awaitility.await().atMost(PATIENCE).until(() -> !pool.pids().contains(idle));
        assertThat(onlyParser()).isNotEqualTo(idle);
        isWell();
    }

    @Test
    void givesUpWaitingForOne() throws Exception {
        change(Map.of("SCRY_EXTRACTION__PROCESSES", "1", "SCRY_EXTRACTION__WAIT_TIME", "1s"));
        onlyParser();
        ParserProcess taken = pool.take(PATIENCE);
        assertThatThrownBy(() -> read("ok", new Collected()))
                .isInstanceOf(NoParserException.class)
                .hasMessageContaining("No parser has become free");
        pool.giveBack(taken);
        isWell();
    }

    @Test
    void waitsForNoneWhenThereAreToBeNone() throws Exception {
        change(Map.of("SCRY_EXTRACTION__PROCESSES", "1", "SCRY_EXTRACTION__WAIT_TIME", "10m"));
        onlyParser();
        ParserProcess taken = pool.take(PATIENCE);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiting =
                Thread.ofPlatform().start(() -> thrown.complete(catchThrowable(() -> read("ok", new Collected()))));
        Awaitility.await().atMost(PATIENCE).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        change(Map.of("SCRY_EXTRACTION__ISOLATION", "thread"));
        assertThat(thrown.orTimeout(1, TimeUnit.MINUTES).join()).isInstanceOf(NoParserException.class);
        pool.giveBack(taken);
    }

    @Test
    void blamesNoDocumentForAParserThatIsKilledFromOutside() throws Exception {
        change(Map.of("SCRY_EXTRACTION__PROCESSES", "1"));
        long parser = onlyParser();
        isWell();
        CountDownLatch begun = new CountDownLatch(1);
        OutputStream first = new OutputStream() {
            @Override
            public void write(int b) {
                begun.countDown();
            }
        };
        CompletableFuture<Throwable> reading =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> read("write for ever", new Collected(first))));
        begun.await();
        ProcessHandle.of(parser).orElseThrow().destroyForcibly();
        assertThat(reading.orTimeout(1, TimeUnit.MINUTES).join())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("killed from outside");
        isWell();
    }

    /** What it writes waits all the time, so that the wait for the next piece never runs out. */
    @Test
    @Timeout(60)
    void stopsOneThatWritesFasterThanItsOutputIsKept() throws Exception {
        change(Map.of("SCRY_EXTRACTION__TIME_LIMIT", "1s"));
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                write(0);
            }
        };
        assertThat(catchThrowableOfType(
                                StoppedExtractionException.class, () -> read("write for ever", new Collected(slow)))
                        .reason())
                .isEqualTo(Reason.TIME_LIMIT_EXCEEDED);
    }

    @Test
    void blamesNoDocumentForADatabaseThatStandsStill() throws Exception {
        change(Map.of("SCRY_EXTRACTION__TIME_LIMIT", "2s"));
        read("x".repeat(10_000), new Collected(new OutputStream() {

            private final CountDownLatch never = new CountDownLatch(1);
            private boolean hasStood;

            @Override
            public void write(int b) throws IOException {
                throw new IOException("One byte at a time");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!hasStood) {
                    hasStood = true;
                    standStill();
                }
            }

            private void standStill() throws IOException {
                try {
                    assertThat(never.await(4, TimeUnit.SECONDS)).isFalse();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }));
    }
}
