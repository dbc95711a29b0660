package io.scry.ingestor.harness;

import io.scry.ingestor.devservices.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A Prometheus that scrapes one service every second, and evaluates the alert file's rules as often. */
public final class Prometheus implements AutoCloseable {

    public static final Path RULES = Path.of("grafana", "alerts", "scry_ingestor_alerts.yml");

    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;
    private final Api api;

    private Prometheus(Process process, Api api) {
        this.process = process;
        this.api = api;
    }

    /** Whether this machine has a program of Prometheus. */
    public static boolean isInstalled(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    /**
     * Starts one.
     *
     * @param directory an empty one, for its configuration, its data and what it says
     */
    public static Prometheus scraping(URI service, Path directory) throws IOException {
        Files.writeString(
                directory.resolve("rules.yml"), Files.readString(RULES).replace("interval: 30s", "interval: 1s"));
        Path configuration =
                Files.writeString(directory.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                rule_files: [rules.yml]
                scrape_configs:
                - job_name: scry-ingestor
                  static_configs:
                  - targets: ["%s"]
                    labels: {namespace: test}
                """.formatted(service.getAuthority()));
        URI address = URI.create("http://127.0.0.1:" + Ports.free());
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + address.getAuthority())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Prometheus(process, new Api(address)).awaitReady();
    }

    private Prometheus awaitReady() {
        Awaitility.await("a Prometheus that is ready")
                .atMost(START)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> api.get("/-/ready").status() == 200);
        return this;
    }

    /** What an expression gives now, as a list of series. */
    public JsonNode query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + encoded(expression));
    }

    /**
     * What an expression gave at a time.
     *
     * @param time in seconds since 1970
     */
    public JsonNode query(String expression, double time) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + encoded(expression) + "&time=" + time);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        Api.Answer answer = api.get(path);
        if (answer.status() != 200) {
            throw new AssertionError("Prometheus answers " + answer.status() + " " + answer.body());
        }
        return answer.json().at("/data/result");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        api.close();
        process.destroyForcibly().waitFor();
    }
}
