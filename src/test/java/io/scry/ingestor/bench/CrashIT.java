package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CrashIT {

    @Test
    void finishesEveryIngestionOnceThoughAProcessIsKilled() throws Exception {
        DevServices services = SharedServices.get();
        CrashRun run =
                new CrashRun(services.environment(), services.newDatabase(), "scry.crash." + UUID.randomUUID(), 400, 8);
        assertThat(run.run().held()).isPositive();
    }
}
