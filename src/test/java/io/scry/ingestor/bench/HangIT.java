package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HangIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void answersProbesAndRefusesBusinessInTimeWhileAllThatItNeedsHangs() throws Exception {
        DevServices services = SharedServices.get();
        try (ProxiedServices proxied = ProxiedServices.start(services.newDatabase(), services.redisUrl())) {
            new HangRun(proxied, SECOND, SECOND, SECOND.multipliedBy(4), SECOND.multipliedBy(10)).run();
        }
    }
}
