package io.scry.ingestor.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import io.scry.ingestor.devservices.DevServices;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** db-scheduler alone, with jobs that do nothing, on a database with the service's queue and nothing else. */
final class BareQueue implements AutoCloseable {

    private final HikariDataSource pool = new HikariDataSource();
    private final OneTimeTask<Void> task = Tasks.oneTime("ingest").execute((_, _) -> {});
    private final Scheduler scheduler;
    private final SchedulerClient client;

    BareQueue(URI database, int threads, int connections) throws SQLException, IOException {
        try (Connection connection = DevServices.connect(database);
                Statement statement = connection.createStatement();
                InputStream sql = BareQueue.class.getResourceAsStream("/db/migration/V2__work.sql")) {
            statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
        String[] credentials = database.getUserInfo().split(":", 2);
        pool.setJdbcUrl("jdbc:postgresql://" + database.getHost() + ":" + database.getPort() + database.getPath());
        pool.setUsername(credentials[0]);
        pool.setPassword(credentials[1]);
        pool.setMaximumPoolSize(connections);
        PostgreSqlJdbcCustomization postgres = new PostgreSqlJdbcCustomization(false, true);
        scheduler = Scheduler.create(pool, task)
                .threads(threads)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(Duration.ofSeconds(1))
                .jdbcCustomization(postgres)
                .build();
        client = SchedulerClient.Builder.create(pool, task)
                .jdbcCustomization(postgres)
                .build();
        scheduler.start();
    }

    /** Puts a job into the queue, in a transaction of its own. */
    void add() {
        client.scheduleIfNotExists(task.instance(UUID.randomUUID().toString()), Instant.now());
        scheduler.triggerCheckForDueExecutions();
    }

    @Override
    public void close() {
        scheduler.stop();
        pool.close();
    }
}
