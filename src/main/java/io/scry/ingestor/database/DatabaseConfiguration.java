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

/** Makes the one pool that everything here uses. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    @Bean
    HikariDataSource dataSource(ActiveSettings settings) {
        DatabaseSettings database = settings.current().get(DatabaseSettings.class);
        DatabaseUrl url = DatabaseUrl.parse(database.url());
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("database");
        pool.setJdbcUrl(url.jdbc());
        if (url.user() != null) {
            pool.setUsername(url.user());
        }
        if (url.password() != null) {
            pool.setPassword(url.password());
        }
        pool.setMaximumPoolSize(database.poolSize());
        pool.setMinimumIdle(Math.min(4, database.poolSize()));
        pool.setConnectionTimeout(database.connectionTimeout().toMillis());
        pool.setValidationTimeout(Math.min(2000, database.connectionTimeout().toMillis()));
        pool.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        pool.addDataSourceProperty("connectTimeout", CONNECT.toSeconds());
        pool.addDataSourceProperty("socketTimeout", database.socketTimeout().toSeconds());
        pool.addDataSourceProperty("tcpKeepAlive", true);
        pool.addDataSourceProperty("ApplicationName", "scry-ingestor");
        return new HikariDataSource(pool);
    }

    /** The pool waits for connections in use, three times 10 s if their server hangs: the end of the process does not. */
    @Bean
    ShutdownPhase databaseClosing(HikariDataSource pool, Shutdown shutdown) {
        return new ShutdownPhase(
                ShutdownPhases.CONNECTIONS,
                () -> shutdown.phase("database", () -> shutdown.step("closing the database pool", CLOSE, pool::close)));
    }
}
