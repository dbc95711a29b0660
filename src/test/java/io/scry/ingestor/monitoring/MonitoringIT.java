package io.scry.ingestor.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Prometheus;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submitter;
import io.scry.ingestor.monitoring.Catalogue.Metric;
import io.scry.ingestor.monitoring.Expressions.Expression;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The life of a service, from its start to its drain, as it is seen from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String SETTINGS = """
            drain:
              min_delay: 6s
            fetch:
              allowed_networks: [127.0.0.0/8]
            extraction:
              processes: 1
            """;

    /** No document of some size is read as fast as that. */
    private static final String IMPATIENT = """
              time_limit: 100ms
              time_per_megabyte: 0s
            """;

    /** There is only data if nobody answers. */
    private static final Set<String> WITHOUT_DATA = Set.of("ScryIngestorDown");

    /** The document that was stopped twice; how full this machine's disks are is not the service's doing. */
    private static final Set<String> FIRING = Set.of("ScryIngestorQuarantined", "ScryIngestorDiskFull");

    private static final String NEVER_CALLED_BEFORE = "/api/v1/ingestions/no-id/cancel";

    /** As it drained: every metric that it ever has is there. */
    private String scrape = "";

    private String log = "";

    private @Nullable Prometheus prometheus;
    private double scrapedAt;

    @BeforeAll
    void watchAWholeLife(@TempDir Path directory) throws Exception {
        ConfigFolder config = ConfigFolder.in(Files.createDirectory(directory.resolve("config")))
                .development("---\n" + SETTINGS);
        DevServices services = SharedServices.get();
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_DATABASE_URL", services.newDatabase().toString());
        environment.put("SCRY_CONFIG_DIR", config.path().toString());
        // So that one component is not healthy.
        environment.remove("SCRY_REDIS_URL");
        try (ServiceProcess service = ServiceProcess.start(environment).awaitListening(START);
                Api api = new Api(service.baseUrl())) {
            if (Prometheus.isInstalled("prometheus")) {
                prometheus =
                        Prometheus.scraping(service.baseUrl(), Files.createDirectory(directory.resolve("prometheus")));
            }
            ingest(api);
            // A rate needs a series that was there before it grew.
            awaitScraped("count_over_time(scry_ingestor_ingestion_seconds_count{outcome=\"failed\"}[5m]) >= 2");
            ingest(api);
            config.development("---\n" + SETTINGS + IMPATIENT);
            assertThat(api.post("/api/v1/config/reload").status()).isEqualTo(200);
            ingestWhatIsStopped(api);
            // From here on a rate of everything is known.
            awaitScraped("count_over_time(scry_ingestor_extractions_stopped_total[5m]) >= 5");
            awaitScraped("count_over_time(scry_ingestor:ingestions_begun_late:rate5m[5m]) >= 5");
            service.terminate();
            await("a drain").until(() -> api.get("/metrics").body().contains("scry_ingestor_draining 1.0"));
            assertThat(api.post(NEVER_CALLED_BEFORE).status()).isEqualTo(400);
            scrape = api.get("/metrics").body();
            scrapedAt = awaitScraped("timestamp(scry_ingestor_draining == 1)");
            service.awaitExit(LIMIT);
            log = service.log();
        }
    }

    @AfterAll
    void close() throws Exception {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(200));
    }

    /** The first value, once there is one; 0 if there is no Prometheus. */
    private double awaitScraped(String expression) {
        Prometheus asked = prometheus;
        return asked == null
                ? 0
                : await(expression)
                        .until(() -> asked.query(expression), found -> !found.isEmpty())
                        .at("/0/value/1")
                        .asDouble(0);
    }

    /** By every adapter, and one that fails. */
    private static void ingest(Api api) throws Exception {
        try (Stream<Path> samples = Files.list(Path.of("samples"))) {
            for (Path sample : samples.toList()) {
                Api.Answer answer = api.upload(Submitter.INGEST, sample, Map.of());
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            }
        }
        Submitter submitter = new Submitter(api);
        Api.Answer fetched = submitter.submit(
                "rest", Map.of("endpoint", api.baseUrl().resolve("/health").toString()));
        assertThat(fetched.status()).as(fetched.body()).isEqualTo(200);
        submitter.await(submitter.queue("csv", Map.of("data", "a;b\n1;2\n")), "succeeded");
        Api.Answer refused =
                api.upload(Submitter.INGEST, Path.of("samples", "orders.csv"), Map.of("adapter_type", "pdf"));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    }

    private static void ingestWhatIsStopped(Api api) throws Exception {
        byte[] page = "<p>Wind <b>from</b> the west.</p>\n".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        Submitter submitter = new Submitter(api);
        String id = submitter.queueUpload("long.html", page, Map.of("adapter_type", "soup"));
        assertThat(submitter.await(id, "failed").at("/problem/type").asString()).endsWith(":quarantined");
    }

    @Test
    void exportsWhatTheCatalogueLists() throws Exception {
        Map<String, Metric> described = Catalogue.described();
        Map<String, Metric> exported = Catalogue.exported(scrape);
        SoftAssertions all = new SoftAssertions();
        exported.forEach((name, metric) -> {
            if (described.keySet().stream().noneMatch(row -> isFamily(row, name))) {
                all.assertThat(metric).as(name).isEqualTo(described.get(name));
            }
        });
        described
                .keySet()
                .forEach(row -> all.assertThat(exported.keySet())
                        .as(row)
                        .anyMatch(name -> name.equals(row) || isFamily(row, name)));
        all.assertAll();
    }

    /** Whether a row is of a family that this metric belongs to; none of ours may be hidden in one. */
    private static boolean isFamily(String row, String name) {
        return row.endsWith("*") && !row.startsWith("scry") && name.startsWith(row.substring(0, row.length() - 1));
    }

    @Test
    void countsWhatComesUpFirstDuringADrain() {
        assertThat(scrape.lines())
                .filteredOn(line -> line.startsWith("http_server_requests_seconds_count"))
                .anyMatch(line -> line.contains("status=\"400\",uri=\"/api/v1/ingestions/{id}/cancel\""));
    }

    @Test
    void knowsEveryPhaseOfTheShutdown() {
        assertThat(Pattern.compile("Shutdown: ([a-z ]+) took [0-9]")
                        .matcher(log)
                        .results())
                .extracting(phase -> phase.group(1))
                .contains("accepting", "database")
                // Nobody can ask when it has closed.
                .filteredOn(phase -> !phase.equals("listener"))
                .allMatch(phase -> scrape.contains("phase=\"" + phase.replace(' ', '_') + "\""));
    }

    @Test
    void everyPanelHasData() throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (Path dashboard : Expressions.dashboards()) {
            List<Expression> expressions = Expressions.of(dashboard);
            assertThat(expressions).hasSizeGreaterThan(10);
            for (Expression expression : expressions) {
                all.assertThat(values(expression))
                        .as(dashboard.getFileName() + ": " + expression)
                        .anyMatch(Double::isFinite);
            }
        }
        all.assertAll();
    }

    @Test
    void everyRuleHasData() throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (Map<String, Object> rule : Expressions.rules()) {
            Expression expression = Expressions.of(rule).withoutThresholds();
            boolean hasData = !WITHOUT_DATA.contains(expression.place());
            all.assertThat(values(expression).stream().anyMatch(Double::isFinite))
                    .as(expression.toString())
                    .isEqualTo(hasData);
        }
        all.assertAll();
    }

    @Test
    void noAlertIsWithoutCause() throws Exception {
        Set<String> firing = new TreeSet<>();
        for (Map<String, Object> rule : Expressions.rules()) {
            if (Expressions.isAlert(rule) && !values(Expressions.of(rule)).isEmpty()) {
                firing.add(Expressions.of(rule).place());
            }
        }
        assertThat(firing).contains("ScryIngestorQuarantined").isSubsetOf(FIRING);
    }

    private List<Double> values(Expression expression) throws Exception {
        Prometheus asked = prometheus;
        assumeTrue(asked != null, "prometheus is not here (Debian's package): no expression is evaluated");
        JsonNode series = asked.query(expression.text(), scrapedAt);
        return series.valueStream()
                .map(one -> one.at("/value/1").asString())
                .map(value -> value.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.valueOf(value))
                .toList();
    }
}
