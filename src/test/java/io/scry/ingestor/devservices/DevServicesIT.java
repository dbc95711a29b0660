package io.scry.ingestor.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.scry.ingestor.harness.KafkaTap;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class DevServicesIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void answersSqlInADatabaseOfItsOwn() throws Exception {
        URI first = SharedServices.get().newDatabase();
        URI second = SharedServices.get().newDatabase();

        assertThat(query(first, "CREATE TABLE mine (id int); SELECT current_database()"))
                .isEqualTo(first.getPath().substring(1));
        assertThat(query(second, "SELECT to_regclass('mine') IS NULL")).isEqualTo("t");
        assertThat(Integer.parseInt(query(second, "SHOW max_connections"))).isGreaterThanOrEqualTo(200);
    }

    @Test
    void answersPing() {
        assertThat(ping(SharedServices.get().redisUrl())).isEqualTo("PONG");
    }

    @Test
    void deliversWhatWasProduced() throws Exception {
        String servers = SharedServices.get().kafkaBootstrapServers();
        produce(servers, "greetings", "hello");

        try (KafkaTap tap = KafkaTap.on(servers, "greetings")) {
            assertThat(tap.awaitCount(1, LIMIT).getFirst().value()).isEqualTo("hello");
        }
    }

    @Test
    void durablePostgresWaitsForTheDisk() throws Exception {
        try (ServiceDirectory directory = ServiceDirectory.create();
                PostgresServer server = PostgresServer.start(directory, Ports.free(), true)) {
            assertThat(query(server.url(), "SHOW fsync")).isEqualTo("on");
            assertThat(query(server.url(), "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(server.url(), "SHOW full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void serversComeBackAtTheSameAddressAndLeaveNothingBehind() throws Exception {
        ServiceDirectory directory = ServiceDirectory.create();
        try (directory;
                PostgresServer postgres = PostgresServer.start(directory, Ports.free(), false);
                RedisServer redis = RedisServer.start(directory, Ports.free());
                KafkaServer kafka = KafkaServer.start(directory, Ports.free())) {
            query(postgres.url(), "CREATE TABLE kept (id int); SELECT 1");
            produce(kafka.bootstrapServers(), "kept", "before");

            kafka.stop();
            redis.stop();
            postgres.stop();
            postgres.start();
            redis.start();
            kafka.start();

            assertThat(query(postgres.url(), "SELECT count(*) FROM kept")).isEqualTo("0");
            assertThat(ping(redis.url())).isEqualTo("PONG");
            try (KafkaTap tap = KafkaTap.on(kafka.bootstrapServers(), "kept")) {
                assertThat(tap.awaitCount(1, LIMIT).getFirst().value()).isEqualTo("before");
            }
        }
        assertThat(Files.exists(directory.path())).isFalse();
    }

    @Test
    void killedServersComeBackWithAllThatWasCommitted() throws Exception {
        try (ServiceDirectory directory = ServiceDirectory.create();
                PostgresServer postgres = PostgresServer.start(directory, Ports.free(), true);
                RedisServer redis = RedisServer.start(directory, Ports.free());
                Connection open = DevServices.connect(postgres.url())) {
            query(postgres.url(), "CREATE TABLE kept (id int); SELECT 1");

            postgres.kill();
            redis.kill();

            assertThat(open.isValid(5)).isFalse();
            postgres.start();
            redis.start();
            assertThat(query(postgres.url(), "SELECT count(*) FROM kept")).isEqualTo("0");
            assertThat(ping(redis.url())).isEqualTo("PONG");
        }
    }

    private static String query(URI database, String sql) throws Exception {
        try (Connection connection = DevServices.connect(database);
                Statement statement = connection.createStatement()) {
            boolean hasRows = statement.execute(sql);
            while (!hasRows) {
                hasRows = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static String ping(URI url) {
        try (RedisClient client = RedisClient.create(url.toString());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            return connection.sync().ping();
        }
    }

    private static void produce(String servers, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }
}
