package io.scry.ingestor.devservices;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Servers in containers. */
record ContainerServices(PostgreSQLContainer postgres, GenericContainer<?> redis, KafkaContainer kafka)
        implements DevServices {

    private static final int REDIS_PORT = 6379;

    static ContainerServices start(boolean durable) {
        List<String> command = new ArrayList<>(List.of("postgres", "-c", "max_connections=300"));
        if (!durable) {
            command.addAll(List.of("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"));
        }
        PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18-alpine").withDatabaseName("postgres");
        postgres.setCommand(command.toArray(String[]::new));
        GenericContainer<?> redis = new GenericContainer<>("redis:7-alpine").withExposedPorts(REDIS_PORT);
        KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.0");
        ContainerServices services = new ContainerServices(postgres, redis, kafka);
        try {
            Startables.deepStart(postgres, redis, kafka).join();
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
        return services;
    }

    @Override
    public URI databaseUrl() {
        return URI.create("postgresql://" + postgres.getUsername() + ":" + postgres.getPassword() + "@"
                + postgres.getHost() + ":" + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/"
                + postgres.getDatabaseName());
    }

    @Override
    public URI redisUrl() {
        return URI.create("redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT) + "/0");
    }

    @Override
    public String kafkaBootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
        postgres.close();
    }
}
