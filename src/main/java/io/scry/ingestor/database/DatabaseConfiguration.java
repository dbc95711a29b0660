package io.scry.ingestor.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.shutdown.Shutdown;
import io.scry.ingestor.shutdown.ShutdownPhase;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the one pool that everything here uses; the database need not be there yet. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    /** The least that the pool takes: several dead connections may be tried within one wait. */
    private static final Duration VALIDATION = Duration.ofMillis(250);

    @Bean
    Pool dataSource(ActiveSettings settings) {
        return pool(settings.current().get(DatabaseSettings.class));
    }

    static Pool pool(DatabaseSettings database) {
        Connector connector = new Connector(DatabaseUrl.parse(database.url()), CONNECT);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("database");
        pool.setDataSource(connector);
        pool.setInitializationFailTimeout(-1);
        pool.setMaximumPoolSize(database.poolSize());
        pool.setMinimumIdle(Math.min(4, database.poolSize()));
        pool.setConnectionTimeout(database.connectionTimeout().toMillis());
        pool.setValidationTimeout(VALIDATION.toMillis());
        pool.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        return new Pool(new HikariDataSource(pool), connector, database);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    /** The pool waits for connections in use, three times 10 s if their server hangs: the end of the process does not. */
    @Bean
    ShutdownPhase databaseClosing(Pool pool, Migrations migrations, Shutdown shutdown) {
        return new ShutdownPhase(
                ShutdownPhases.CONNECTIONS,
                () -> shutdown.phase("database", () -> {
                    shutdown.step("ending migrations", CLOSE, migrations::stop);
                    shutdown.step("closing the database pool", CLOSE, pool::close);
                }));
    }
}
