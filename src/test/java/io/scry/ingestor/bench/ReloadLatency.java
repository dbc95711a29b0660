package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The measurement of {@code bench/reload-latency.sh}. */
final class ReloadLatency {

    private static final double LIMIT_MS = 50;
    private static final int WARM_UP = 20;
    private static final int RELOADS = 100;
    private static final String ANY = "/api/v1/ingest/adapters";

    private ReloadLatency() {}

    public static void main(String[] args) {
        Bench.run(Duration.ofMinutes(5), () -> {
            try (DevServices services = DevServices.start()) {
                Path directory = Files.createTempDirectory(Path.of("target"), "reload-");
                ConfigFolder config = ConfigFolder.in(directory);
                Map<String, String> environment = new HashMap<>(services.environment());
                environment.put("SCRY_CONFIG_DIR", directory.toString());
                try (ServiceProcess service = ServiceProcess.start(environment).awaitListening(Duration.ofSeconds(90));
                        Api api = new Api(service.baseUrl())) {
                    List<Long> nanos = new ArrayList<>();
                    for (int number = 0; number < WARM_UP + RELOADS; number++) {
                        long each = reload(service, api, config, number);
                        if (number >= WARM_UP) {
                            nanos.add(each);
                        }
                    }
                    Percentiles seen = Percentiles.of(nanos);
                    Bench.print("from SIGHUP to an answer of the new version", seen);
                    assertThat(seen.median()).as("median in ms").isLessThanOrEqualTo(LIMIT_MS);
                }
            }
        });
    }

    /** From before the signal is sent, by a process of its own, to the end of the first answer of another version. */
    private static long reload(ServiceProcess service, Api api, ConfigFolder config, int number) throws Exception {
        String base = Files.readString(Path.of("config", "settings.base.yaml"));
        String before = version(api);
        config.write("settings.base.yaml", base.replace("queue_limit: 10000", "queue_limit: " + (10_001 + number)));
        long begun = System.nanoTime();
        service.signal("HUP");
        while (version(api).equals(before)) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - begun;
    }

    private static String version(Api api) throws Exception {
        return api.get(ANY).header("X-Config-Version");
    }
}
