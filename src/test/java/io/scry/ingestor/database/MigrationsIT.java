package io.scry.ingestor.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** When the schema is changed. */
class MigrationsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void changeNothingBeforeTheRestOfTheServiceIsThere() throws Exception {
        URI database = SharedServices.get().newDatabase();
        Duration limit = Duration.ofSeconds(5);
        try (Pool pool =
                DatabaseConfiguration.pool(new DatabaseSettings(database.toString(), 4, limit, limit, limit))) {
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

    private static boolean hasTables(URI database) throws SQLException {
        try (Connection connection = DevServices.connect(database)) {
            return connection
                    .getMetaData()
                    .getTables(null, "public", "%", new String[] {"TABLE"})
                    .next();
        }
    }
}
