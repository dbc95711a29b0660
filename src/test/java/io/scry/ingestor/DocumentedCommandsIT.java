package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** Runs the commands of the pages in a copy of this project's folders, against a service that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCommandsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ADMIN = "development-admin-key";
    private static final String[] AS_ADMIN = {"X-API-Key", ADMIN};

    private Path folder;
    private KubectlStandIn kubectl;
    private ServiceProcess service;
    private URI database;
    private final Map<String, String> ids = new HashMap<>();

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        folder = directory;
        database = SharedServices.get().newDatabase();
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", database.toString());
        environment.put("SCRY_LOG_FORMAT", "json");
        environment.put("SCRY_API_KEYS", "app:development-key");
        environment.put("SCRY_ADMIN_API_KEYS", "ops:" + ADMIN);
        environment.put("SCRY_FETCH__ALLOWED_NETWORKS", "127.0.0.0/8");
        environment.put("SCRY_RETRY__INITIAL_DELAY", "10m");
        environment.put("SCRY_RETRY__MAX_DELAY", "10m");
        service = ServiceProcess.start(environment).awaitListening(PATIENCE);
        try (Api api = new Api(service.baseUrl())) {
            Submitter submitter = new Submitter(api);
            ids.put("/cancel", submitter.queue("rest", Map.of("endpoint", "http://127.0.0.1:1/"), AS_ADMIN));
            Api.Answer failed = submitter.submit("pdf", Map.of("data", "no pdf"), AS_ADMIN);
            assertThat(failed.status()).as(failed.body()).isEqualTo(422);
            ids.put("/retry", Submission.id(failed).toString());
        }
        prepare();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private void prepare() throws IOException, InterruptedException {
        for (String name : List.of("k8s", "config", "samples", "grafana")) {
            FileSystemUtils.copyRecursively(Path.of(name), folder.resolve(name));
        }
        FileSystemUtils.copyRecursively(Path.of("k8s/overlays/production"), folder.resolve("k8s/overlays/mine"));
        Files.writeString(folder.resolve("api-keys"), "app:sha256:" + "0".repeat(64) + "\n");
        Files.writeString(folder.resolve("admin-api-keys"), "ops:sha256:" + "1".repeat(64) + "\n");
        Files.writeString(folder.resolve(".curlrc"), "fail-with-body\n");
        Files.writeString(
                Files.createDirectory(folder.resolve("admin")).resolve(".curlrc"),
                "fail-with-body\nheader = \"X-API-Key: " + ADMIN + "\"\n");
        Path jar = Path.of("target/scry-ingestor-1.0.0.jar");
        Files.createDirectory(folder.resolve("target"));
        Files.copy(jar, folder.resolve(jar));
        kubectl = KubectlStandIn.in(folder);
        if (isInstalled("openssl")) {
            run("openssl req -x509 -newkey rsa:2048 -nodes -keyout tls.key -out tls.crt -subj /CN=x -days 1");
        }
    }

    /** What pods have written, as far as commands look for it: this service's lines, and all that it could say. */
    private void writeLog() throws IOException {
        List<String> lines =
                service.log().lines().filter(line -> line.startsWith("{")).toList();
        assertThat(lines).isNotEmpty();
        StringBuilder log = new StringBuilder(String.join("\n", lines))
                .append('\n')
                .append(lines.getFirst().replace("\"INFO\"", "\"ERROR\""))
                .append('\n');
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                log.append(Files.readString(source));
            }
        }
        kubectl.haveLog(log.toString());
    }

    @TestFactory
    List<DynamicTest> doWhatPagesSayThatTheyDo() throws Exception {
        writeLog();
        boolean hasKubectl = Manifest.canBuild();
        List<String> scripts = DocumentedCommands.scripts();
        assertThat(scripts).hasSizeGreaterThan(40);
        return scripts.stream()
                .map(script -> DynamicTest.dynamicTest(script, () -> {
                    assumeTrue(
                            hasKubectl || !script.contains("kubectl"),
                            "There is no kubectl with kustomize 5 here: its commands are not tried");
                    for (String program : List.of("promtool", "jq", "pg_isready", "yamllint", "unzip", "openssl")) {
                        assumeTrue(
                                isInstalled(program) || !script.contains(program + " "),
                                program + " is not here: its commands are not tried");
                    }
                    assertThat(run(script).isBlank() && script.contains("| jq"))
                            .as("jq finds nothing")
                            .isFalse();
                    kubectl.requireNames();
                }))
                .toList();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private String run(String command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", asRun(command))
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        kubectl.standIn(environment);
        environment.put("PGPORT", Integer.toString(database.getPort()));
        environment.put("CURL_HOME", (command.contains("X-API-Key") ? folder : folder.resolve("admin")).toString());
        environment.put("ops", ADMIN);
        environment.put("admin", ADMIN);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end within " + PATIENCE);
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** Here instead of where the page means. */
    private String asRun(String command) {
        String id = command.contains("/cancel") ? "/cancel" : "/retry";
        return command.replace("localhost:8000", service.baseUrl().getAuthority())
                .replace("<id>", Objects.requireNonNull(ids.get(id)))
                .replace("<pod>", "scry-ingestor-0")
                .replace("<host>", "127.0.0.1")
                .replace("/etc/scry-ingestor/", "config/")
                .replace("/run/secrets/", "./");
    }

    @TestFactory
    List<DynamicTest> askPostgreSqlForWhatItHas() throws Exception {
        JdbcClient jdbc = Database.at(database);
        List<String> statements = DocumentedCommands.statements();
        assertThat(statements).hasSizeGreaterThan(2);
        return statements.stream()
                .map(sql -> DynamicTest.dynamicTest(
                        sql,
                        () -> assertThat(jdbc.sql(sql).query().listOfRows()).isNotEmpty()))
                .toList();
    }
}
