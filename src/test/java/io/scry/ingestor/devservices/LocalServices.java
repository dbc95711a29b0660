package io.scry.ingestor.devservices;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Servers that run on this machine. */
record LocalServices(ServiceDirectory directory, PostgresServer postgres, RedisServer redis, KafkaServer kafka)
        implements DevServices {

    static LocalServices start(boolean durable) throws Exception {
        ServiceDirectory directory = ServiceDirectory.create();
        List<Future<? extends AutoCloseable>> servers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PostgresServer> postgres =
                    executor.submit(() -> PostgresServer.start(directory, Ports.free(), durable));
            Future<RedisServer> redis = executor.submit(() -> RedisServer.start(directory, Ports.free()));
            Future<KafkaServer> kafka = executor.submit(() -> KafkaServer.start(directory, Ports.free()));
            servers.addAll(List.of(kafka, redis, postgres));
            return new LocalServices(directory, postgres.get(), redis.get(), kafka.get());
        } catch (ExecutionException | InterruptedException e) {
            // The executor's close has waited for all of them.
            for (Future<? extends AutoCloseable> server : servers) {
                if (server.state() == Future.State.SUCCESS) {
                    server.resultNow().close();
                }
            }
            directory.abandon();
            throw e;
        }
    }

    @Override
    public URI databaseUrl() {
        return postgres.url();
    }

    @Override
    public URI redisUrl() {
        return redis.url();
    }

    @Override
    public String kafkaBootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public void close() throws IOException {
        try (directory;
                postgres;
                redis) {
            kafka.close();
        }
    }
}
