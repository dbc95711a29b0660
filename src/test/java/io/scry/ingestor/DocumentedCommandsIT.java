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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Runs the commands of the pages in a copy of this project's folders, against a service that runs. Of {@code kubectl} there is
 * as much as can be without a cluster: it has to take the command, up to where it would call the cluster, what it names has to
 * be under {@code k8s/}, and what it would run in a pod or read there is run or read here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCommandsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ADMIN = "development-admin-key";
    private static final String[] AS_ADMIN = {"X-API-Key", ADMIN};

    private static final String KUBECTL = """
            #!/bin/sh
            printf '%s\\n' "$*" >> "$RECORD"
            PATH=$REAL_PATH
            case " $* " in
              *" --dry-run=client "*) exec kubectl "$@" ;;
              *" create "*) exec kubectl "$@" --dry-run=client -o name ;;
            esac
            said=$(kubectl "$@" 2>&1) || case $said in
              *refused*) ;;
              *) echo "$said" >&2; exit 1 ;;
            esac
            case " $* " in
              *" logs "*) cat "$LOG" ;;
              *" describe "*) echo Events: ;;
              *" exec "*)
                while [ "$1" != -- ]; do shift; done
                shift
                case $1 in curl | df | ls | cat) exec "$@" ;; esac ;;
            esac
            """;

    /** Of a cluster that is not there. */
    private static final String NOWHERE = """
            {apiVersion: v1, kind: Config, current-context: nowhere,
             clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}],
             contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}],
             users: [{name: nobody, user: {}}]}
            """;

    private static final Pattern NAMED =
            Pattern.compile("\\b(deployment|deploy|service|configmap|secret)(?:/| )(?:generic |tls )?(scry[a-z-]*)");
    private static final Pattern NAMESPACE = Pattern.compile("(?:-n |--namespace=)(\\S+)");
    private static final Pattern LABEL = Pattern.compile("-l (\\S+)=(\\S+)");
    private static final Map<String, String> KINDS =
            Map.of("deployment", "Deployment", "deploy", "Deployment", "service", "Service", "configmap", "ConfigMap");

    private Path folder;
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
        Files.writeString(folder.resolve("kubeconfig"), NOWHERE);
        Path wrapper =
                Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("kubectl"), KUBECTL);
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
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
        Files.writeString(folder.resolve("log"), log);
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
                    namesWhatThereIs();
                }))
                .toList();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private String run(String command) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("record"));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", asRun(command))
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.get("PATH");
        environment.put("REAL_PATH", String.valueOf(path));
        environment.put("PATH", folder.resolve("bin") + ":" + path);
        environment.put("KUBECONFIG", folder.resolve("kubeconfig").toString());
        environment.put("RECORD", folder.resolve("record").toString());
        environment.put("LOG", folder.resolve("log").toString());
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

    /** Names, namespaces and labels of the commands of {@code kubectl} that ran last. */
    private void namesWhatThereIs() throws IOException {
        Path record = folder.resolve("record");
        if (!Files.exists(record)) {
            return;
        }
        List<Build> builds = Build.all().toList();
        for (String command : Files.readAllLines(record)) {
            for (Matcher named = NAMED.matcher(command); named.find(); ) {
                String kind = KINDS.getOrDefault(named.group(1), "Secret");
                assertThat(builds).as(command).anyMatch(build -> has(build, kind, named.group(2)));
            }
            for (Matcher namespace = NAMESPACE.matcher(command); namespace.find(); ) {
                assertThat(builds).as(command).anyMatch(build -> has(build, "Namespace", namespace.group(1)));
            }
            for (Matcher label = LABEL.matcher(command); label.find(); ) {
                assertThat(builds)
                        .as(command)
                        .anyMatch(build -> label.group(1).equals("kubernetes.io/service-name")
                                ? has(build, "Service", label.group(2))
                                : isOfPods(build, label.group(1), label.group(2)));
            }
        }
    }

    private static boolean has(Build build, String kind, String name) {
        return kind.equals("Secret")
                ? secrets(build).contains(name)
                : build.objects().stream().anyMatch(object -> object.is(kind, name));
    }

    /** Those that are read, wherever in an object that stands. */
    private static Set<String> secrets(Build build) {
        return build.objects().stream()
                .map(Manifest::json)
                .flatMap(json -> Stream.concat(
                        json.findValuesAsString("secretName").stream(),
                        json.findValues("secretKeyRef").stream()
                                .map(reference -> reference.path("name").asString())))
                .collect(Collectors.toSet());
    }

    private static boolean isOfPods(Build build, String name, String value) {
        return build.replicas().stream()
                .map(deployment -> deployment.at("/spec/template/metadata/labels"))
                .anyMatch(labels -> labels.path(name).asString("").equals(value));
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
