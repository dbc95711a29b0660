package io.scry.ingestor.devservices;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/**
 * A PostgreSQL, a Redis and a Kafka for development and tests.
 *
 * <p>They are programs of this machine, taken from Maven artifacts; with {@code SCRY_SERVICES=containers} in the
 * environment they are containers.
 */
public sealed interface DevServices extends AutoCloseable permits LocalServices, ContainerServices {

    /** Starts all three, fast and careless of a crash of the machine. */
    static DevServices start() throws Exception {
        return start(false);
    }

    /** Starts all three, with a PostgreSQL that waits for the disk at every commit, as benchmarks must. */
    static DevServices startDurable() throws Exception {
        return start(true);
    }

    private static DevServices start(boolean durable) throws Exception {
        return "containers".equals(System.getenv("SCRY_SERVICES"))
                ? ContainerServices.start(durable)
                : LocalServices.start(durable);
    }

    /** The superuser's address of the first database, {@code postgresql://user:password@host:port/name}. */
    URI databaseUrl();

    URI redisUrl();

    /** One {@code host:port}. */
    String kafkaBootstrapServers();

    /** Stops Kafka, then Redis, then PostgreSQL, and removes their data. */
    @Override
    void close() throws IOException;

    /** Creates an empty database and returns its address, as {@link #databaseUrl()} does. */
    default URI newDatabase() throws SQLException {
        String name = "scry_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = connect(databaseUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return databaseUrl().resolve("/" + name);
    }

    /** What the service's environment must have to use them. */
    default Map<String, String> environment() {
        return Map.of(
                "SCRY_DATABASE_URL", databaseUrl().toString(),
                "SCRY_REDIS_URL", redisUrl().toString(),
                "SCRY_KAFKA_BOOTSTRAP_SERVERS", kafkaBootstrapServers());
    }

    /** Opens a connection to an address of this class. */
    static Connection connect(URI database) throws SQLException {
        String[] credentials = database.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.getHost() + ":" + database.getPort() + database.getPath(),
                credentials[0],
                credentials[1]);
    }
}
