package io.scry.ingestor;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.ServiceProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;

/** The service on a small machine. */
class StartIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @RepeatedTest(3)
    void becomesReadyOnOneProcessor() throws Exception {
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        try (ServiceProcess service = ServiceProcess.start(environment, "-XX:ActiveProcessorCount=1")) {
            service.awaitListening(LIMIT);
        }
    }
}
