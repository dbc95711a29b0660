package io.scry.ingestor.harness;

import io.scry.ingestor.devservices.DevServices;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The service's database as tests look at it. */
public final class Database {

    private Database() {}

    /** Runs SQL, each statement on a connection of its own. */
    public static JdbcClient at(URI database) {
        return JdbcClient.create(new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return DevServices.connect(database);
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        });
    }

    /** While it is open no worker can write a result, so every ingestion that is started goes on running. */
    public static ResultsLock lockResults(URI database) throws SQLException {
        Connection connection = DevServices.connect(database);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE result_chunk IN EXCLUSIVE MODE");
        }
        return new ResultsLock(connection);
    }

    /** The lock, which goes with its connection. */
    public record ResultsLock(Connection connection) implements AutoCloseable {

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
