package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.settings.ConfigDirectory.Ingestion;
import io.scry.ingestor.settings.SettingsSubscriber.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** One reload after another: whole, or not at all. */
class ReloaderTest {

    private static final ReloadRequest BY_CODE = new ReloadRequest(ReloadCause.CODE, null);

    @TempDir
    Path directory;

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final List<ReloadAttempt> attempts = Collections.synchronizedList(new ArrayList<>());
    private ConfigDirectory config;
    private ReloadableSettings active;
    private Reloader reloader;

    @BeforeEach
    void start() {
        config = new ConfigDirectory(directory);
        SettingsSource source = new SettingsSource(ConfigDirectory.LOADER, directory, Map.of());
        active = new ReloadableSettings(source.load());
        ReloadRun run = new ReloadRun(active, source, beans.getBeanProvider(SettingsSubscriber.class));
        reloader = new Reloader(run, List.of(attempts::add, new ReloadLog()));
        reloader.start();
    }

    @AfterEach
    void stop() {
        reloader.stop();
    }

    private void subscriber(String name, @Nullable Exception refusal, @Nullable RuntimeException fault) {
        beans.registerSingleton(name, new SettingsSubscriber() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Change prepare(Settings before, Settings next) throws Exception {
                steps.add("prepare " + name + " with " + active.current().version());
                if (refusal != null) {
                    throw refusal;
                }
                return new Change() {
                    @Override
                    public void apply() {
                        steps.add("apply " + name + " with " + active.current().version());
                        if (fault != null) {
                            throw fault;
                        }
                    }

                    @Override
                    public void discard() {
                        steps.add("discard " + name);
                        if (fault != null) {
                            throw fault;
                        }
                    }
                };
            }
        });
    }

    @Test
    void preparesAllThenSwapsThenAppliesAllInOrder() throws Exception {
        IntStream.range(0, 3).forEach(number -> subscriber("s" + number, null, null));
        String before = active.current().version();
        config.development("label: a\n");
        ReloadOutcome outcome = reloader.reload();
        assertThat(outcome.result()).isEqualTo(ReloadResult.CHANGED);
        assertThat(outcome.warnings()).isEmpty();
        String after = active.current().version();
        assertThat(steps)
                .containsExactly(
                        "prepare s0 with " + before,
                        "prepare s1 with " + before,
                        "prepare s2 with " + before,
                        "apply s0 with " + after,
                        "apply s1 with " + after,
                        "apply s2 with " + after);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "2, false", "3, false", "0, true", "1, true", "2, true", "3, true"})
    void changesNothingIfOneDoesNotPrepare(int refusing, boolean isFault) throws Exception {
        for (int number = 0; number < 4; number++) {
            Exception refusal = isFault ? new IllegalStateException("no room") : new IOException("no room");
            subscriber("s" + number, number == refusing ? refusal : null, null);
        }
        Snapshot before = active.latest();
        config.development("label: a\n");
        ReloadOutcome outcome = reloader.reload();
        assertThat(outcome.result()).isEqualTo(ReloadResult.REFUSED);
        assertThat(outcome.errors()).extracting(SettingsError::message).containsExactly("s" + refusing + ": no room");
        assertThat(outcome.version()).isEqualTo(before.settings().version());
        assertThat(active.latest()).isSameAs(before);
        assertThat(steps).noneMatch(step -> step.startsWith("apply"));
        assertThat(steps.stream().filter(step -> step.startsWith("discard")))
                .containsExactlyElementsOf(IntStream.range(0, refusing)
                        .mapToObj(number -> "discard s" + (refusing - 1 - number))
                        .toList());
    }

    @Test
    void letsTheOthersFollowIfOneHasAFault() throws Exception {
        subscriber("s0", null, new IllegalStateException("gone wrong"));
        subscriber("s1", null, null);
        config.development("label: a\n");
        ReloadOutcome outcome = reloader.reload();
        assertThat(outcome.result()).isEqualTo(ReloadResult.CHANGED);
        assertThat(outcome.warnings())
                .containsExactly("s0 does not follow the new settings: the service has a fault, and its log says more");
        assertThat(steps).last().asString().startsWith("apply s1");
    }

    @Test
    void takesEverythingBackIfOneHasAFaultInThat() throws Exception {
        subscriber("s0", null, null);
        subscriber("s1", null, new IllegalStateException("gone wrong"));
        subscriber("s2", new IOException("no"), null);
        config.development("label: a\n");
        assertThat(reloader.reload().result()).isEqualTo(ReloadResult.REFUSED);
        assertThat(steps).endsWith("discard s1", "discard s0");
    }

    @Test
    void preparesInADryRunToo() throws Exception {
        subscriber("s0", null, null);
        Snapshot before = active.latest();
        config.development("label: a\n");
        ReloadOutcome outcome = reloader.reload(new ReloadRequest(ReloadCause.CODE, null, true, List.of()))
                .get();
        assertThat(outcome.result()).isEqualTo(ReloadResult.CHECKED);
        assertThat(outcome.changedPaths()).containsExactly("label");
        assertThat(outcome.version()).isNotEqualTo(before.settings().version());
        assertThat(active.latest()).isSameAs(before);
        assertThat(steps).last().isEqualTo("discard s0");
    }

    static Stream<BrokenConfigurationTest.Case> broken() {
        return Stream.of(
                        BrokenConfigurationTest.syntax(),
                        BrokenConfigurationTest.files(),
                        BrokenConfigurationTest.structure(),
                        BrokenConfigurationTest.types(),
                        BrokenConfigurationTest.constraints(),
                        BrokenConfigurationTest.adapters())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void keepsWhatIsActiveIfItIsBroken(BrokenConfigurationTest.Case broken) throws Exception {
        Snapshot before = active.latest();
        broken.change().accept(config);
        ReloadOutcome outcome = reloader.reload();
        assertThat(outcome.result()).isEqualTo(ReloadResult.INVALID);
        assertThat(outcome.errors()).extracting(SettingsError::toString).containsExactly(broken.error());
        assertThat(active.latest()).isSameAs(before);
    }

    @Test
    void givesEachCallerARunOfItsOwnAndNoGenerationTwice() throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 100; number++) {
                int limit = number + 1;
                calls.add(callers.submit(() -> config.development("ingestion: {queue_limit: " + limit + "}\n")));
                calls.add(callers.submit(() -> reloader.reload()));
                calls.add(callers.submit(() -> reloader.trigger(ReloadCause.SIGNAL)));
            }
        }
        for (Future<?> call : calls) {
            call.get();
        }
        config.development("ingestion: {queue_limit: 777}\n");
        reloader.trigger(ReloadCause.FILE);
        Awaitility.await().until(() -> active.current().get(Ingestion.class).queueLimit() == 777);
        List<Long> generations = attempts.stream()
                .filter(attempt -> attempt.outcome().result() == ReloadResult.CHANGED)
                .map(attempt -> attempt.outcome().generation())
                .toList();
        assertThat(generations)
                .isEqualTo(LongStream.range(2, 2 + generations.size()).boxed().toList())
                .last()
                .isEqualTo(active.latest().generation());
        assertThat(attempts.stream().filter(attempt -> attempt.request().cause() == ReloadCause.CODE))
                .hasSize(100);
    }

    @Test
    void collapsesWhatComesWhileItIsBusyIntoOneMoreRun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        beans.registerSingleton("slow", slow(begun, goOn));
        config.development("label: a\n");
        CompletableFuture<ReloadOutcome> busy = reloader.reload(BY_CODE);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        IntStream.range(0, 100).forEach(_ -> reloader.trigger(ReloadCause.SIGNAL));
        config.development("label: b\n");
        goOn.countDown();
        busy.get(10, TimeUnit.SECONDS);
        assertThat(reloader.reload().result()).isEqualTo(ReloadResult.UNCHANGED);
        assertThat(attempts).hasSize(3);
        assertThat(attempts.get(1).request().cause()).isEqualTo(ReloadCause.SIGNAL);
        assertThat(attempts.get(1).outcome().changedPaths()).containsExactly("label");
    }

    @Test
    void runsAgainForWhatComesAfterARunForItHasBegun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        beans.registerSingleton("slow", slow(begun, goOn));
        config.development("label: a\n");
        reloader.trigger(ReloadCause.SIGNAL);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        config.development("label: b\n");
        reloader.trigger(ReloadCause.SIGNAL);
        goOn.countDown();
        Awaitility.await()
                .until(() -> "b"
                        .equals(active.current().get(ConfigDirectory.Top.class).label()));
    }

    private static SettingsSubscriber slow(CountDownLatch begun, CountDownLatch goOn) {
        return new SettingsSubscriber() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public Change prepare(Settings before, Settings next) throws Exception {
                begun.countDown();
                goOn.await();
                return Change.NONE;
            }
        };
    }

    @Test
    void refusesMoreCallersThanItHasRoomForAndThoseWhoComeTooLate() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        beans.registerSingleton("slow", slow(begun, goOn));
        config.development("label: a\n");
        CompletableFuture<ReloadOutcome> busy = reloader.reload(BY_CODE);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        List<CompletableFuture<ReloadOutcome>> waiting =
                IntStream.range(0, 257).mapToObj(_ -> reloader.reload(BY_CODE)).toList();
        assertThat(waiting.getLast()).isCompletedExceptionally();
        assertThatThrownBy(waiting.getLast()::join).hasCauseInstanceOf(ReloadRejectedException.class);
        Thread stopping = Thread.ofVirtual().start(reloader::stop);
        Awaitility.await().until(() -> !reloader.isRunning());
        goOn.countDown();
        stopping.join();
        assertThat(busy.get().result()).isEqualTo(ReloadResult.CHANGED);
        assertThatThrownBy(() -> waiting.getFirst().get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ReloadRejectedException.class);
        assertThatThrownBy(() -> reloader.reload().result()).isInstanceOf(ReloadRejectedException.class);
    }

    @Test
    void letsWorkSeeOneSnapshotToItsEnd() throws Exception {
        String before = active.current().version();
        active.holding(() -> {
            config.development("label: a\n");
            reloader.reload();
            assertThat(active.current().version()).isEqualTo(before);
            assertThat(active.latest().settings().version()).isNotEqualTo(before);
            return null;
        });
        assertThat(active.current().version()).isNotEqualTo(before);
    }
}
