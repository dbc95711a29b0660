package io.scry.ingestor.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Opens the pool's connections, and goes on trying until one is there. Left to itself the pool waits up to 5 s between
 * two tries, so that for so long nobody would notice that the database has returned.
 */
final class Connector extends AbstractDataSource {

    private static final Logger log = LoggerFactory.getLogger(Connector.class);
    private static final Duration AGAIN = Duration.ofMillis(250);
    private static final Duration AGAIN_IF_REFUSED = Duration.ofSeconds(3);

    /**
     * How long a transaction may do nothing before the server ends it. Otherwise a process that is frozen keeps its locks until
     * it goes on, and one that is cut off until TCP gives up, two hours by default.
     */
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofMinutes(1);

    private final Driver driver = new Driver();
    private final DatabaseUrl url;
    private final Properties properties = new Properties();
    private volatile @Nullable SQLException lastFailure;
    private volatile boolean stopped;

    /**
     * A connector.
     *
     * @param patience how long a server may take to answer while a connection is made
     */
    Connector(DatabaseUrl url, Duration patience) {
        this.url = url;
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        String seconds = Long.toString(Math.max(1, patience.toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "scry-ingestor");
    }

    /** Why there is no new connection; null after one was made. */
    @Nullable
    SQLException lastFailure() {
        return lastFailure;
    }

    /** From now on nothing is tried a second time: a pool that closes waits for whoever tries. */
    void stop() {
        stopped = true;
    }

    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            try {
                Connection connection = connect();
                lastFailure = null;
                return connection;
            } catch (SQLException e) {
                lastFailure = e;
                if (stopped) {
                    throw e;
                }
                log.debug("No connection to the database", e);
                pause(DatabaseFailure.isRefusal(e) ? AGAIN_IF_REFUSED : AGAIN);
            }
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = driver.connect(url.jdbc(), properties);
        if (connection == null) {
            throw new SQLException("The driver does not know the address's form");
        }
        // By a statement: a pooler in front of the database may take no options at the start of a connection.
        try (Statement set = connection.createStatement()) {
            set.execute("SET idle_in_transaction_session_timeout = " + IDLE_IN_TRANSACTION.toMillis());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The pool interrupts the thread when it closes. */
    private static void pause(Duration duration) throws SQLException {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("The pool was closed while a connection was made", e);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("Connections are made for the configured user only");
    }

    /** Kept by {@code socketTimeout}. */
    @Override
    public void setLoginTimeout(int seconds) {}
}
