package io.scry.ingestor.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The one pool that everything here uses. It is closed to all but migrations and the health check until the schema is
 * there, and sets on every connection how long a single answer of the server may take.
 */
final class Pool extends DelegatingDataSource implements AutoCloseable {

    private static final Duration LEAST = Duration.ofMillis(250);

    private final HikariDataSource connections;
    private final Connector connector;
    private final DatabaseSettings settings;
    private volatile boolean open;

    Pool(HikariDataSource connections, Connector connector, DatabaseSettings settings) {
        super(connections);
        this.connections = connections;
        this.connector = connector;
        this.settings = settings;
    }

    /** From now on everybody may use it. */
    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!open) {
            throw new SQLTransientConnectionException(
                    "The database was not reached since the start, or its migrations are not done");
        }
        return getConnection(RequestPatience.isBound() ? settings.requestTimeout() : settings.socketTimeout());
    }

    /**
     * Also before the pool is open.
     *
     * @param patience how long to wait for the connection and one answer over it together
     */
    Connection getConnection(Duration patience) throws SQLException {
        long begun = System.nanoTime();
        Connection connection = borrow();
        try {
            Duration left = patience.minusNanos(System.nanoTime() - begun);
            Duration set = left.compareTo(LEAST) < 0 ? LEAST : left;
            connection.setNetworkTimeout(Runnable::run, (int) set.toMillis());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection borrow() throws SQLException {
        try {
            return connections.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw new SQLTransientConnectionException(whyNoneIsFree(), e);
        }
    }

    private String whyNoneIsFree() {
        SQLException failure = connector.lastFailure();
        HikariPoolMXBean pool = connections.getHikariPoolMXBean();
        return failure == null
                ? "No connection became free within %d ms; %d are in use, %d wait for one"
                        .formatted(
                                settings.connectionTimeout().toMillis(),
                                pool.getActiveConnections(),
                                pool.getThreadsAwaitingConnection())
                : DatabaseFailure.describe(failure);
    }

    HikariPoolMXBean numbers() {
        return connections.getHikariPoolMXBean();
    }

    @Override
    public void close() {
        connector.stop();
        connections.close();
    }
}
