package io.scry.ingestor.database;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.scry.ingestor.health.CheckResult;
import io.scry.ingestor.health.HealthCheck;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Whether a connection of the pool answers, and the schema is there. */
@Component
class DatabaseCheck implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Pool pool;
    private final Migrations migrations;

    DatabaseCheck(Pool pool, Migrations migrations) {
        this.pool = pool;
        this.migrations = migrations;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public CheckResult check() throws SQLException {
        try (Connection connection = pool.getConnection(PATIENCE);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            Map<String, Object> facts = facts(connection.getMetaData());
            return pool.isOpen()
                    ? CheckResult.healthy("Database connection successful").with(facts)
                    : CheckResult.unhealthy(withoutSchema()).with(facts);
        } catch (SQLException e) {
            return CheckResult.unhealthy("Database connection failed: " + DatabaseFailure.describe(e))
                    .with(numbers());
        }
    }

    private String withoutSchema() {
        String problem = migrations.problem();
        return problem == null ? "The migrations are not done yet" : "The migrations are not done: " + problem;
    }

    /** The driver keeps these; asking for them costs no round trip. */
    private Map<String, Object> facts(DatabaseMetaData data) throws SQLException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("driver", data.getDriverName() + " " + data.getDriverVersion());
        facts.put("server_version", data.getDatabaseProductVersion());
        facts.putAll(numbers());
        return facts;
    }

    private Map<String, Object> numbers() {
        HikariPoolMXBean numbers = pool.numbers();
        return Map.of(
                "pool",
                Map.of(
                        "active", numbers.getActiveConnections(),
                        "idle", numbers.getIdleConnections(),
                        "waiting", numbers.getThreadsAwaitingConnection()));
    }
}
