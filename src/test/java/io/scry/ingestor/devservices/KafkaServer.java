package io.scry.ingestor.devservices;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A real Kafka, broker and controller in one, in this JVM and on the loopback interface. */
public final class KafkaServer implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("num.partitions", "1"),
            Map.entry("auto.create.topics.enable", "true"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // The defaults take 128 MiB of heap, and 10 MiB of disk for every partition.
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
            Map.entry("log.index.size.max.bytes", "65536"),
            Map.entry("log.segment.bytes", "16777216"));

    private final Properties settings = new Properties();
    private final int port;
    private @Nullable KafkaRaftServer server;

    private KafkaServer(Path data, int port, int advertisedPort) throws IOException {
        this.port = port;
        int controllerPort = Ports.free();
        settings.putAll(SETTINGS);
        settings.put("log.dirs", data.toString());
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertisedPort);
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    }

    public static KafkaServer start(ServiceDirectory directory, int port) throws Exception {
        return start(directory, port, port);
    }

    /**
     * Starts a broker that sends its clients to another port than it listens on: a proxy's. Without that, clients go
     * round the proxy after their first call.
     */
    public static KafkaServer start(ServiceDirectory directory, int port, int advertisedPort) throws Exception {
        ServerLogs.quieten();
        Path data = directory.newSubdirectory("kafka-");
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
        KafkaServer server = new KafkaServer(data, port, advertisedPort);
        server.start();
        return server;
    }

    /** Starts it, again with the same port, topics and offsets if it was stopped. */
    public void start() {
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops it and keeps its topics; does nothing if it does not run. */
    public void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
