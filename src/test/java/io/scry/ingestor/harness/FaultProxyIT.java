package io.scry.ingestor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.KafkaServer;
import io.scry.ingestor.devservices.Ports;
import io.scry.ingestor.devservices.ServiceDirectory;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.FaultProxy.Mode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyIT {

    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        proxy = FaultProxy.to(SharedServices.get().redisUrl());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void passesAndCountsConnections() throws Exception {
        try (Socket client = connect()) {
            assertThat(ping(client)).isEqualTo("+PONG");
            assertThat(proxy.connections()).isEqualTo(1);
        }
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> proxy.connections() == 0);
    }

    @Test
    void passesADatabaseAddressWithItsNameAndUser() throws Exception {
        try (FaultProxy database = FaultProxy.to(SharedServices.get().databaseUrl());
                Connection connection = DevServices.connect(database.url())) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void resetsWhatThereIsAndRefusesWhatComes() throws Exception {
        try (Socket client = connect()) {
            ping(client);

            proxy.set(Mode.REFUSE);

            assertThatThrownBy(() -> ping(client)).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> proxy.connections() == 0);
        }
        proxy.set(Mode.PASS);
        try (Socket client = connect()) {
            assertThat(ping(client)).isEqualTo("+PONG");
        }
    }

    @Test
    void stallsWhatThereIsAndWhatComesUntilItPassesAgain() throws Exception {
        try (Socket old = connect()) {
            ping(old);

            proxy.set(Mode.HANG);

            try (Socket fresh = connect()) {
                assertThatThrownBy(() -> ping(old)).isInstanceOf(SocketTimeoutException.class);
                assertThatThrownBy(() -> ping(fresh)).isInstanceOf(SocketTimeoutException.class);

                proxy.set(Mode.PASS);

                assertThat(answer(old)).isEqualTo("+PONG");
                assertThat(answer(fresh)).isEqualTo("+PONG");
            }
        }
    }

    @Test
    void standsBetweenKafkaAndItsClients() throws Exception {
        int port = Ports.free();
        try (ServiceDirectory directory = ServiceDirectory.create();
                FaultProxy broker = FaultProxy.to(URI.create("kafka://127.0.0.1:" + port));
                KafkaServer kafka = KafkaServer.start(directory, port, broker.port());
                Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + broker.port()))) {
            assertThat(kafka.bootstrapServers()).endsWith(":" + port);
            assertThat(admin.listTopics().names().get()).isEmpty();

            broker.set(Mode.HANG);

            assertThatThrownBy(() -> admin.listTopics().names().get(2, TimeUnit.SECONDS))
                    .isInstanceOf(TimeoutException.class);

            broker.set(Mode.PASS);

            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(1000);
        return client;
    }

    private static String ping(Socket client) throws IOException {
        client.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        return answer(client);
    }

    private static String answer(Socket client) throws IOException {
        return new String(client.getInputStream().readNBytes("+PONG\r\n".length()), StandardCharsets.US_ASCII).strip();
    }
}
