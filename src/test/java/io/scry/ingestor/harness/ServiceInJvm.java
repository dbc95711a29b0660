package io.scry.ingestor.harness;

import io.scry.ingestor.ScryIngestor;
import io.scry.ingestor.devservices.SharedServices;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service in this JVM, on the shared servers and on a port and a database of its own. */
public final class ServiceInJvm implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final ConfigurableApplicationContext context;
    private final Api api;

    private ServiceInJvm(Map<String, String> environment) {
        this.environment = environment;
        this.context = ScryIngestor.start(environment);
        this.api = new Api(
                URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")));
    }

    /** Starts one with more in its environment, or something else, than it takes to run. */
    public static ServiceInJvm start(Map<String, String> extra) throws SQLException {
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        environment.put("SCRY_REDIS__NAMESPACE", UUID.randomUUID().toString());
        environment.put("SCRY_CONFIG_DIR", "config");
        environment.put("SCRY_PORT", "0");
        // No client of a test comes again when its service closes.
        environment.put("SCRY_DRAIN__QUIET_PERIOD", "0s");
        environment.putAll(extra);
        return new ServiceInJvm(environment).awaitStarted();
    }

    private ServiceInJvm awaitStarted() {
        Awaitility.await()
                .atMost(START)
                .until(() -> api.get("/ready").json().path("reason").isMissingNode());
        return this;
    }

    /** The one for all tests that need no settings of their own; Spring's shutdown hook closes it. */
    public static ServiceInJvm shared() {
        return Shared.SERVICE;
    }

    private static final class Shared {

        private static final ServiceInJvm SERVICE = create();

        private static ServiceInJvm create() {
            try {
                return start(Map.of());
            } catch (SQLException e) { // A static initializer may throw no checked exception.
                throw new IllegalStateException("The service that tests share did not start", e);
            }
        }
    }

    /** Starts another replica on the same database. */
    public ServiceInJvm replica(Map<String, String> extra) {
        Map<String, String> other = new HashMap<>(environment);
        other.putAll(extra);
        return new ServiceInJvm(other).awaitStarted();
    }

    public Api api() {
        return api;
    }

    public URI database() {
        return URI.create(Objects.requireNonNull(environment.get("SCRY_DATABASE_URL")));
    }

    public Submitter submitter() {
        return new Submitter(api);
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    /** How many rows a query counts. */
    public int count(String sql, Object... params) {
        return jdbc().sql(sql).params(params).query(Integer.class).single();
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        api.close();
        context.close();
    }
}
