package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BusyIT {

    @Test
    void answersEveryProbeWhileAllProcessorsAndBusinessThreadsAreBusy() throws Exception {
        DevServices services = SharedServices.get();
        BusyRun run = new BusyRun(services.environment(), services.newDatabase(), 2000, 40, Duration.ofSeconds(10));
        assertThat(run.run().refused()).isPositive();
    }
}
