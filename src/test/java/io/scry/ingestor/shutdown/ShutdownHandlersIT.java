package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.ServiceProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Registered handlers in a real process. */
class ShutdownHandlersIT {

    @Test
    void runLastInFirstOutWhileTheDatabaseIsThere() throws Exception {
        try (ServiceProcess service = Launch.startWithTests(SampleHandlers.PROFILE, Launch.environment(Map.of()))) {
            service.terminate();
            service.terminate();
            assertThat(service.awaitExit(Launch.LIMIT)).isZero();
            assertThat(service.log())
                    .containsSubsequence(
                            "Handler: last ran",
                            "Handler: meanwhile ran",
                            "Handler: database said 42",
                            "Handler: first ran",
                            "4 handler(s) run; exit code 0")
                    .containsOnlyOnce("first ran");
        }
    }

    @Test
    void oneThatFailsOrHangsStopsNoneOfTheOthers() throws Exception {
        try (ServiceProcess service =
                Launch.startWithTests(SampleHandlers.PROFILE, Launch.environment(Map.of()), "-Dbad=true")) {
            service.terminate();
            assertThat(service.awaitExit(Launch.LIMIT)).isEqualTo(ExitCode.HANDLER_FAILED.code());
            assertThat(service.log())
                    .containsSubsequence(
                            "Handler: meanwhile ran",
                            "Handler: hangs ran",
                            "handler 'hangs' did not end within 0.500 s",
                            "CountDownLatch.await",
                            "Handler: throws ran",
                            "handler 'throws' failed",
                            "This handler always fails",
                            "Handler: database said 42",
                            "Handler: first ran",
                            "6 handler(s) run; exit code 80 (handler_failed)");
        }
    }
}
