package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The measurement of {@code bench/reload.sh}. */
final class Reload {

    private static final double LIMIT = 1.2;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private Reload() {}

    public static void main(String[] args) {
        int reloads = Integer.parseInt(args[0]);
        Duration round = Duration.ofSeconds(Integer.parseInt(args[1]));
        int clients = Integer.parseInt(args[2]);
        Bench.run(Duration.ofMinutes(20), () -> {
            try (DevServices services = DevServices.startDurable()) {
                Bench.requireDurable(services.databaseUrl());
                measure(services, reloads, round, clients);
            }
        });
    }

    private static void measure(DevServices services, int reloads, Duration round, int clients) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "reload-");
        TwoConfigurations configurations = TwoConfigurations.in(directory);
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_CONFIG_DIR", configurations.path().toString());
        try (ServiceProcess service = ServiceProcess.start(environment).awaitListening(Duration.ofSeconds(90));
                Api api = new Api(service.baseUrl())) {
            configurations.learn(api);
            ReloadLoad load = new ReloadLoad(service, configurations, clients);
            load.run(10, WARM_UP);
            List<Double> ratios = new ArrayList<>();
            int requests = 0;
            for (int number = 0; number < ROUNDS; number++) {
                ReloadLoad.Report calm = load.run(0, round);
                ReloadLoad.Report busy = load.run(reloads / ROUNDS, round);
                assertThat(busy.versions()).isEqualTo(2);
                Bench.print("round " + (number + 1) + " without reloads", calm.latencies());
                Bench.print("round " + (number + 1) + " with " + reloads / ROUNDS + " reloads", busy.latencies());
                ratios.add(busy.latencies().p99() / calm.latencies().p99());
                requests += busy.latencies().count();
            }
            double ratio = ratios.stream().sorted().toList().get(ROUNDS / 2);
            Bench.print("requests during reloads, failed among them", requests + ", 0");
            Bench.print("payloads that are of no one version", 0);
            Bench.print("p99 with reloads to p99 without, median", "%.2f".formatted(ratio));
            assertThat(ratio).as("p99 with reloads to p99 without").isLessThanOrEqualTo(LIMIT);
        }
    }
}
