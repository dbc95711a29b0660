package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Database;
import io.scry.ingestor.harness.KafkaTap;
import io.scry.ingestor.harness.ServiceProcess;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A secret is planted wherever one can be, in settings and in requests, and then looked for wherever the service says
 * anything, with its log as loud as it gets. The options and the URL of an ingestion in its own row may hold them: the worker
 * needs them there.
 */
class SecretsIT {

    private static final String PLANTED = "Pl4nt3d";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CONFIG = "/api/v1/config";
    private static final String[] USER = {"X-API-Key", PLANTED + "-key-of-user"};
    private static final String[] ADMIN = {"Authorization", "Bearer " + PLANTED + "-key-of-admin"};

    @TempDir
    Path directory;

    private final Map<String, String> said = new LinkedHashMap<>();
    private HttpServer server;

    /** An API that shows that it was asked with what it was to be asked with. */
    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isRight = ("Bearer " + PLANTED + "-rest-token")
                            .equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    && (PLANTED + "-rest-header")
                            .equals(exchange.getRequestHeaders().getFirst("X-Other"));
            byte[] answer = "[{\"a\": 1}]".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(isRight ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Map<String, String> environment(URI database, String topic) throws IOException {
        DevServices services = SharedServices.get();
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_ENVIRONMENT", "production");
        environment.put("SCRY_CONFIG_DIR", directory.toString());
        environment.put(
                "SCRY_DATABASE_URL",
                "postgresql://marked:" + PLANTED + "-database@" + database.getHost() + ":" + database.getPort()
                        + database.getPath());
        environment.put(
                "SCRY_REDIS_URL",
                "redis://:" + PLANTED + "-redis@" + services.redisUrl().getAuthority());
        environment.put("SCRY_KAFKA__TOPIC", topic);
        environment.put("SCRY_API_KEYS", "user:" + USER[1] + ",old:" + PLANTED + "-key-of-old");
        environment.put(
                "SCRY_ADMIN_API_KEYS_FILE",
                Files.writeString(directory.resolve("admins"), "admin:" + PLANTED + "-key-of-admin\n")
                        .toString());
        environment.put("SCRY_FETCH__ALLOWED_NETWORKS", "127.0.0.0/8");
        environment.put("SCRY_FETCH__MAX_ATTEMPTS", "1");
        environment.put("SCRY_RETRY__MAX_ATTEMPTS", "1");
        environment.put("SCRY_DRAIN__MIN_DELAY", "0s");
        environment.put("SCRY_LOG_LEVEL", "DEBUG");
        return environment;
    }

    @Test
    void areShownNowhere() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        config.write(
                "rest_adapter.yaml",
                "overridable: [auth, headers, body, retry]\nretry: {max_attempts: 1}\nheaders: {X-Other: " + PLANTED
                        + "-rest-header}\nauth: {type: bearer, token: " + PLANTED + "-rest-token}\n");
        config.write("pdf_adapter.yaml", "overridable: [password]\npassword: " + PLANTED + "-pdf-file\n");
        config.write("word_adapter.yaml", "overridable: [password]\npassword: " + PLANTED + "-word-file\n");
        URI database = SharedServices.get().newDatabase();
        JdbcClient jdbc = Database.at(database);
        jdbc.sql("CREATE ROLE marked LOGIN SUPERUSER PASSWORD '" + PLANTED + "-database'")
                .update();
        String topic = "secrets-" + ProcessHandle.current().pid();
        Map<String, String> environment = environment(database, topic);
        try (ServiceProcess service = ServiceProcess.start(environment);
                Api api = new Api(service.awaitListening(PATIENCE).baseUrl())) {
            ingest(api);
            ask(api);
            reload(api, config);
            look(api, jdbc);
            try (KafkaTap tap = KafkaTap.on(SharedServices.get().kafkaBootstrapServers(), topic)) {
                said.put(
                        "events",
                        tap.awaitCount(6, PATIENCE).stream()
                                .map(record -> record.headers() + record.value())
                                .toList()
                                .toString());
            }
            service.terminate();
            service.awaitExit(PATIENCE);
            said.put("log", service.log());
            everyRecordIsOneJsonObject(service.log());
        }
        check(environment);
        assertThat(said).isNotEmpty().allSatisfy((where, text) -> {
            int at = text.indexOf(PLANTED);
            assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 60)))
                    .as(where)
                    .isEmpty();
        });
        assertThat(said.get("config")).contains("(hidden)");
    }

    private void say(String where, Api.Answer answer) {
        said.put(
                said.size() + " " + where,
                answer.status() + " " + answer.headers().map() + answer.body());
    }

    /** Well and badly. */
    private void ingest(Api api) throws Exception {
        Submitter submitter = new Submitter(api);
        String own = "http://127.0.0.1:" + server.getAddress().getPort();
        Api.Answer good = submitter.submit(
                "rest",
                Map.of("url", own.replace("//", "//user:" + PLANTED + "-url@") + "/?token=" + PLANTED + "-query"),
                USER);
        say("a URL with a password beside the file's token", good);
        Api.Answer right = submitter.submit("rest", Map.of("url", own + "/?api_key=" + PLANTED + "-query"), USER);
        assertThat(right.status()).as(right.body().replace(PLANTED, "…")).isEqualTo(200);
        say("a good one", right);
        say(
                "a server that refuses",
                submitter.submit(
                        "rest",
                        Map.of(
                                "url",
                                own,
                                "auth",
                                Map.of("type", "basic", "username", "u", "password", PLANTED + "-basic"),
                                "headers",
                                Map.of("X-Other", PLANTED + "-other"),
                                "body",
                                PLANTED + "-body"),
                        USER));
        say(
                "a server that is not there",
                submitter.submit(
                        "soup",
                        Map.of("url", "http://user:" + PLANTED + "-url@127.0.0.1:1/?access_token=" + PLANTED),
                        USER));
        say("a forbidden address", submitter.submit("soup", Map.of("url", "http://u:" + PLANTED + "@10.0.0.1/"), USER));
        for (Object auth : List.of(
                Map.of("type", "bearer", "token", List.of(PLANTED)),
                Map.of("type", "bearer", "token", PLANTED + "\u0007"),
                Map.of("type", PLANTED),
                Map.of("type", "header", "header", "Host", "key", PLANTED),
                PLANTED + "-instead-of-a-mapping")) {
            say("a wrong option", submitter.submit("rest", Map.of("url", own, "auth", auth), USER));
        }
        say("a wrong URL", submitter.submit("rest", Map.of("url", "http://u:" + PLANTED + "@[x/"), USER));
        byte[] pdf = Files.readAllBytes(Path.of("samples", "invoice.pdf"));
        say(
                "a document with a password",
                api.upload(
                        Submitter.INGEST,
                        "a.pdf",
                        pdf,
                        Map.of("source_config", "{\"password\": \"" + PLANTED + "-pdf\"}"),
                        USER));
        say(
                "a password that is no text",
                api.upload(
                        Submitter.INGEST,
                        "a.pdf",
                        pdf,
                        Map.of("source_config", "{\"password\": {\"a\": \"" + PLANTED + "-pdf\"}}"),
                        USER));
        say(
                "broken JSON",
                api.postBytes(
                        Submitter.INGEST,
                        "application/json",
                        ("{\"source_config\": {\"password\": " + PLANTED).getBytes(StandardCharsets.UTF_8),
                        USER));
    }

    private void ask(Api api) throws Exception {
        String list = "/api/v1/ingestions";
        say("an unknown key", api.get(list, "X-API-Key", PLANTED + "-key-of-nobody"));
        say("an unknown token", api.get(list, "Authorization", "Bearer " + PLANTED + "-key-of-nobody"));
        say("two keys", api.get(list, "X-API-Key", PLANTED + "-a", "Authorization", "Bearer " + PLANTED + "-b"));
        say("another way", api.get(list, "Authorization", "Basic " + PLANTED));
        say("a key in the query", api.get(list + "?limit=x&api_key=" + PLANTED, USER));
        say("an admin's route", api.get(CONFIG, USER));
        Api.Answer page = api.get(list, USER);
        say("the list", page);
        for (JsonNode item : page.json().path("items")) {
            String path = list + "/" + item.path("id").asString();
            say("one", api.get(path, USER));
            say("its data", api.get(path + "/data", USER));
            say("its events", api.get(path + "/events", USER));
        }
        assertThat(page.json().path("items").size()).isGreaterThanOrEqualTo(6);
    }

    private void reload(Api api, ConfigFolder config) throws Exception {
        String file = "settings.production.yaml";
        for (String yaml : List.of(
                "database: {url: 'postgresql://u:" + PLANTED + "@h/d'}\nretry: {max_attempts: 2}\n",
                "redis: {url: ['" + PLANTED + "']}\n",
                "security: {api_keys: ['" + PLANTED + "']}\n",
                "log_level: !" + PLANTED + " x\n",
                PLANTED + "://x: y\n")) {
            config.write(file, yaml);
            say("a dry run", api.post(CONFIG + "/reload?dry_run=true", ADMIN));
            say("a reload", api.post(CONFIG + "/reload", ADMIN));
        }
        config.restore(file);
        for (String options : List.of(
                "password: [" + PLANTED + "]\n",
                "pages: 1\npassword: " + PLANTED + "-2\n",
                "pasword: " + PLANTED + "\n")) {
            config.write("pdf_adapter.yaml", options);
            say("a reload of options", api.post(CONFIG + "/reload", ADMIN));
        }
        config.write("pdf_adapter.yaml", "password: " + PLANTED + "-3\n");
        config.write("admins", "admin:" + PLANTED + "-key-of-admin\nshort:" + PLANTED + "\n");
        say("a broken file of keys", api.post(CONFIG + "/reload", ADMIN));
        config.write("admins", "admin:" + PLANTED + "-key-of-admin\nnew:" + PLANTED + "-key-of-new\n");
        Api.Answer good = api.post(CONFIG + "/reload", ADMIN);
        assertThat(good.status()).as(good.body().replace(PLANTED, "…")).isEqualTo(200);
        say("a good one", good);
    }

    private void look(Api api, JdbcClient jdbc) throws Exception {
        said.put("config", api.get(CONFIG, ADMIN).body());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> jdbc.sql("SELECT count(*) FROM config_history")
                                .query(Integer.class)
                                .single()
                        >= 15);
        for (String path : List.of(
                CONFIG + "/history",
                "/health",
                "/health/detailed",
                "/ready?detailed=true",
                "/actuator/health",
                "/metrics",
                "/openapi.json")) {
            say(path, api.get(path, ADMIN));
        }
        List<String> tables = jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                .query((row, _) -> row.getString(1))
                .list();
        for (String table : tables) {
            String shown =
                    table.equals("ingestion") ? "(to_jsonb(t) - 'options' - 'source')::text" : "to_jsonb(t)::text";
            List<String> rows = jdbc.sql("SELECT " + shown + " FROM " + table + " t")
                    .query((row, _) -> row.getString(1))
                    .list();
            said.put("table " + table, rows.toString());
        }
    }

    private void check(Map<String, String> environment) throws Exception {
        for (Map<String, String> broken : List.of(
                Map.of("SCRY_DATABASE_URL", "mysql://u:" + PLANTED + "@h/d"),
                Map.of("SCRY_REDIS_URL", "http://:" + PLANTED + "@h:1"),
                Map.of("SCRY_API_KEYS", PLANTED + ",a:" + PLANTED + "," + PLANTED + ":" + PLANTED + "-12345"),
                Map.of("SCRY_PORT", "x"))) {
            Map<String, String> changed = new HashMap<>(environment);
            changed.putAll(broken);
            try (ServiceProcess checking = ServiceProcess.start(changed)) {
                assertThat(checking.awaitExit(PATIENCE)).isEqualTo(78);
                said.put("check of " + broken.keySet(), checking.log());
            }
        }
    }

    private static void everyRecordIsOneJsonObject(String log) {
        List<String> records = log.lines().toList();
        assertThat(records).hasSizeGreaterThan(20).allSatisfy(record -> {
            JsonNode json = JsonMapper.shared().readTree(record);
            assertThat(json.path("message").isString()).isTrue();
            assertThat(json.path("context").path("environment").asString()).isEqualTo("production");
        });
        assertThat(records)
                .anySatisfy(record -> assertThat(record)
                        .contains(
                                "\"ingestion_id\":",
                                "\"worker\":\"worker-",
                                "\"correlation_id\":",
                                "\"key\":\"user\""));
    }
}
