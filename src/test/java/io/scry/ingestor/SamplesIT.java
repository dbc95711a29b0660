package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.ServiceProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged service, the samples, and the pages: what they show is what really comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What differs from one run to the next: ids, times, durations, hashes of the settings. */
    private static final Pattern VARYING = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"
                    + "|\"processing_duration_ms\":\\d+|\"config_version\":\"[0-9a-f]+\"|\"uptime_seconds\":[0-9.]+");

    private ServiceProcess service;
    private Api api;
    private KafkaTap events;
    private JdbcClient database;

    @BeforeAll
    void start() throws Exception {
        DevServices services = SharedServices.get();
        URI url = services.newDatabase();
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_DATABASE_URL", url.toString());
        environment.put("SCRY_KAFKA__TOPIC", "samples");
        service = ServiceProcess.start(environment).awaitListening(PATIENCE);
        api = new Api(service.baseUrl());
        events = KafkaTap.on(services.kafkaBootstrapServers(), "samples");
        String[] user = url.getUserInfo().split(":", 2);
        database = JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
                user[0],
                user.length > 1 ? user[1] : ""));
    }

    @AfterAll
    void stop() throws Exception {
        events.close();
        api.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "orders.csv, csv, 30",
        "orders.json, json, 20",
        "events.ndjson, json, 24",
        "product.json, json, 0",
        "stock.xlsx, excel, 12",
        "invoice.pdf, pdf, 0",
        "report.docx, word, 0",
        "article.html, soup, 0"
    })
    void goesInAndComesOutAsPayloadRowAndEvent(String sample, String adapter, int records) throws Exception {
        Api.Answer answer = api.upload("/api/v1/ingest", Path.of("samples", sample), Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode payload = answer.json().get("payload");
        assertThat(payload.at("/metadata/adapter_type").stringValue()).isEqualTo(adapter);
        assertThat(payload.at("/metadata/bytes").asLong()).isEqualTo(Files.size(Path.of("samples", sample)));
        assertThat(payload.at("/validation/is_valid").asBoolean()).isTrue();
        assertThat(payload.get("data").isArray() ? payload.get("data").size() : 0)
                .isEqualTo(records);

        String id = payload.at("/metadata/ingestion_id").stringValue();
        assertThat(database.sql("SELECT status FROM ingestion WHERE id = CAST(? AS uuid)")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("succeeded");
        JsonNode event = event(id);
        assertThat(event.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(event.get("sha256")).isEqualTo(payload.at("/metadata/sha256"));
    }

    private JsonNode event(String id) {
        return events
                .await(records -> records.stream().anyMatch(it -> it.value().contains(id)), PATIENCE)
                .stream()
                .filter(it -> it.value().contains(id))
                .map(it -> {
                    assertThat(new String(
                                    it.headers().lastHeader("ce_specversion").value(), StandardCharsets.UTF_8))
                            .isEqualTo("1.0");
                    assertThat(new String(it.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                            .isEqualTo("io.scry.ingestion.succeeded");
                    assertThat(new String(it.headers().lastHeader("ce_subject").value(), StandardCharsets.UTF_8))
                            .isEqualTo(id);
                    return JSON.readTree(it.value());
                })
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everySampleIsTried() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        try (var samples = Files.list(Path.of("samples"))) {
            assertThat(samples.toList())
                    .isNotEmpty()
                    .allSatisfy(sample -> assertThat(readme).contains("file=@" + sample));
        }
    }

    /** A command and what a page shows of its answer: {@code …} stands for what is left out. */
    private record Shown(String command, String answer) {}

    @TestFactory
    List<DynamicTest> pagesShowWhatReallyComes() throws Exception {
        return shown().stream()
                .map(it -> DynamicTest.dynamicTest(
                        it.command(), () -> assertThat(run(it.command())).matches(pattern(it.answer()))))
                .toList();
    }

    private static List<Shown> shown() throws Exception {
        Matcher blocks = Pattern.compile("(?s)```console\n\\$ (curl [^\n]+)\n(.*?)```")
                .matcher(Files.readString(Path.of("README.md"))
                        + Files.readString(Path.of("docs", "OPERATIONAL_HARDENING.md")));
        List<Shown> shown = new ArrayList<>();
        while (blocks.find()) {
            // The page folds long lines; the answers come on one.
            shown.add(new Shown(blocks.group(1), blocks.group(2).strip().replaceAll("\\n *", "")));
        }
        assertThat(shown).hasSizeGreaterThanOrEqualTo(5);
        return shown;
    }

    private String run(String command) throws Exception {
        Process curl = new ProcessBuilder(
                        "sh",
                        "-c",
                        command.replace("localhost:8000", service.baseUrl().getAuthority()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return answer.strip();
    }

    private static Pattern pattern(String answer) {
        StringBuilder pattern = new StringBuilder();
        for (String part : answer.split("…", -1)) {
            Matcher varying = VARYING.matcher(part);
            int end = 0;
            while (varying.find()) {
                pattern.append(Pattern.quote(part.substring(end, varying.start())))
                        .append("(?:" + VARYING.pattern() + ")");
                end = varying.end();
            }
            pattern.append(Pattern.quote(part.substring(end))).append(".*");
        }
        pattern.setLength(pattern.length() - 2);
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }
}
