package io.scry.ingestor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShutdownTest {

    private final Shutdown shutdown = new Shutdown();

    @Test
    void goesOnAfterAPhaseThatFailsAndIsNotDrained() {
        shutdown.phase("first", () -> {
            throw new OutOfMemoryError("This phase always fails");
        });
        shutdown.phase("second", () -> {});
        assertThat(shutdown.outcome()).isEqualTo(ExitCode.NOT_DRAINED);
        assertThat(shutdown.summary()).contains("first", "second", "exit code 81 (not_drained)");
    }
}
