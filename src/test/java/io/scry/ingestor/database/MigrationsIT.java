package io.scry.ingestor.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Database;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When the schema is changed. */
class MigrationsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void changeNothingBeforeTheRestOfTheServiceIsThere() throws Exception {
        URI database = SharedServices.get().newDatabase();
        try (Pool pool = pool(database)) {
            Migrations migrations = new Migrations(pool);
            migrations.afterPropertiesSet();
            Awaitility.await().atMost(LIMIT).until(() -> migrations.problem() != null);
            assertThat(migrations.problem()).startsWith("they wait");
            assertThat(hasTables(database)).isFalse();
            migrations.start();
            Awaitility.await().atMost(LIMIT).until(migrations::isMet);
            assertThat(hasTables(database)).isTrue();
            migrations.stop();
        }
    }

    @Test
    void letOthersWriteMeanwhile() throws Exception {
        URI database = SharedServices.get().newDatabase();
        try (Pool pool = pool(database)) {
            pool.open();
            Flyway.configure().dataSource(pool).target("4").load().migrate();
        }
        try (Connection writer = DevServices.connect(database);
                Statement statement = writer.createStatement();
                Pool pool = pool(database)) {
            writer.setAutoCommit(false);
            statement.execute("LOCK TABLE ingestion IN ROW EXCLUSIVE MODE");
            Migrations migrations = started(pool);
            JdbcClient jdbc = Database.at(database);
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> jdbc.sql(
                                    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid())")
                            .query(Boolean.class)
                            .single());
            try (Connection other = DevServices.connect(database);
                    Statement write = other.createStatement()) {
                write.execute("SET lock_timeout = '5 s'");
                write.execute("DELETE FROM ingestion");
            }
            writer.commit();
            Awaitility.await().atMost(LIMIT).until(migrations::isMet);
            migrations.stop();
        }
    }

    @Test
    void goOnWithOneThatWasBrokenOff() throws Exception {
        URI database = SharedServices.get().newDatabase();
        migrate(database);
        JdbcClient jdbc = Database.at(database);
        jdbc.sql("UPDATE flyway_schema_history SET success = false WHERE version = '5'")
                .update();
        jdbc.sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ingestion_adapter'::regclass")
                .update();
        migrate(database);
        assertThat(jdbc.sql("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void migrate(URI database) {
        try (Pool pool = pool(database)) {
            Migrations migrations = started(pool);
            Awaitility.await().atMost(LIMIT).until(migrations::isMet);
            migrations.stop();
        }
    }

    private static Migrations started(Pool pool) {
        Migrations migrations = new Migrations(pool);
        migrations.start();
        return migrations;
    }

    private static Pool pool(URI database) {
        Duration limit = Duration.ofSeconds(5);
        return DatabaseConfiguration.pool(new DatabaseSettings(database.toString(), 4, limit, limit, limit));
    }

    private static boolean hasTables(URI database) throws SQLException {
        try (Connection connection = DevServices.connect(database)) {
            return connection
                    .getMetaData()
                    .getTables(null, "public", "%", new String[] {"TABLE"})
                    .next();
        }
    }
}
