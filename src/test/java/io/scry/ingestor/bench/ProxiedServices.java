package io.scry.ingestor.bench;

import io.scry.ingestor.devservices.KafkaServer;
import io.scry.ingestor.devservices.Ports;
import io.scry.ingestor.devservices.ServiceDirectory;
import io.scry.ingestor.harness.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A PostgreSQL and a Redis that run already, and a Kafka of its own, each behind a proxy. */
record ProxiedServices(
        FaultProxy database, FaultProxy redis, FaultProxy broker, ServiceDirectory directory, KafkaServer kafka)
        implements AutoCloseable {

    static ProxiedServices start(URI databaseUrl, URI redisUrl) throws Exception {
        int port = Ports.free();
        FaultProxy broker = FaultProxy.to(URI.create("kafka://127.0.0.1:" + port));
        ServiceDirectory directory = ServiceDirectory.create();
        return new ProxiedServices(
                FaultProxy.to(databaseUrl),
                FaultProxy.to(redisUrl),
                broker,
                directory,
                KafkaServer.start(directory, port, broker.port()));
    }

    /** What the service's environment must have to use them. */
    Map<String, String> environment() {
        return Map.of(
                "SCRY_DATABASE_URL", database.url().toString(),
                "SCRY_REDIS_URL", redis.url().toString(),
                "SCRY_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + broker.port());
    }

    void set(FaultProxy.Mode mode) throws IOException {
        for (FaultProxy proxy : List.of(database, redis, broker)) {
            proxy.set(mode);
        }
    }

    @Override
    public void close() throws IOException {
        try (directory;
                kafka;
                broker;
                redis) {
            database.close();
        }
    }
}
