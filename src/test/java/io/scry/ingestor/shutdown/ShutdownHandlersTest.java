package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownHandlersTest {

    private final Shutdown shutdown = new Shutdown();
    private final ShutdownHandlers handlers = new ShutdownHandlers(shutdown);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    private void register(String name) {
        handlers.register(name, () -> ran.add(name));
    }

    @Test
    void runsTheLastOneFirstAndEachOnce() {
        register("a");
        register("b");
        handlers.runAll();
        handlers.runAll();
        assertThat(ran).containsExactly("b", "a");
        assertThat(shutdown.outcome()).isEqualTo(ExitCode.DRAINED);
    }

    @Test
    void runsOneThatIsRegisteredMeanwhileNext() {
        register("a");
        handlers.register("b", () -> register("c"));
        handlers.runAll();
        assertThat(ran).containsExactly("c", "a");
    }

    @Test
    void refusesOneThatWouldNeverRun() {
        handlers.runAll();
        assertThatIllegalStateException()
                .isThrownBy(() -> register("late"))
                .withMessageContaining("'late' comes too late");
    }

    @Test
    void goesOnAfterFailuresOfAnyKind() {
        register("a");
        handlers.register("checked", () -> {
            throw new Exception("This handler always fails");
        });
        handlers.register("error", () -> {
            throw new AssertionError("So does this one");
        });
        handlers.runAll();
        assertThat(ran).containsExactly("a");
        assertThat(shutdown.outcome()).isEqualTo(ExitCode.HANDLER_FAILED);
    }

    @Test
    void interruptsOneThatHangsAndGoesOn() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        register("a");
        handlers.register(
                "hangs",
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                },
                Duration.ofMillis(50));
        handlers.runAll();
        assertThat(ran).containsExactly("a");
        assertThat(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(shutdown.outcome()).isEqualTo(ExitCode.HANDLER_FAILED);
    }

    @Test
    void leavesTimeForTheOthersWhateverOneMayTake() {
        shutdown.limitBy(() -> Duration.ofMillis(400));
        register("a");
        handlers.register("hangs", () -> new CountDownLatch(1).await(), Duration.ofHours(1));
        handlers.runAll();
        assertThat(ran).containsExactly("a");
        assertThat(shutdown.remaining()).isPositive();
    }

    @Test
    void leavesHalfOfTheTimeForWhatComesAfterThem() {
        Duration whole = Duration.ofSeconds(2);
        shutdown.limitBy(() -> whole);
        for (int i = 0; i < 5; i++) {
            handlers.register("hangs", () -> new CountDownLatch(1).await(), Duration.ofHours(1));
        }
        handlers.runAll();
        assertThat(shutdown.remaining()).isGreaterThan(whole.multipliedBy(2).dividedBy(5));
        assertThat(shutdown.outcome()).isEqualTo(ExitCode.HANDLER_FAILED);
    }
}
