package io.scry.ingestor.events;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.ServiceInJvm;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.node.JsonNodeFactory;

class OutboxIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void takesNoEventWithoutTheTransactionThatMakesItTrue() {
        Outbox outbox = ServiceInJvm.shared().context().getBean(Outbox.class);
        Event event = new Event("type", "source", UUID.randomUUID(), null, JsonNodeFactory.instance.objectNode());
        assertThatThrownBy(() -> outbox.add(event)).isInstanceOf(IllegalStateException.class);
    }

    /** Its connection stays, as that of a replica that is paused, or cut off from the network. The limit is this test's. */
    @Test
    void isEmptiedByOthersSoonAfterAReplicaHasFrozenWhileItSent() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of());
                Connection frozen = DevServices.connect(service.database())) {
            frozen.setAutoCommit(false);
            OutboxRows rows = new OutboxRows(JdbcClient.create(new SingleConnectionDataSource(frozen, true)));
            Awaitility.await().atMost(LIMIT).until(() -> rows.lock(Duration.ofSeconds(3)));
            service.submitter().submit("json", Map.of("data", "[]"));
            Awaitility.await().atMost(LIMIT).until(() -> service.count("SELECT count(*) FROM outbox") == 0);
        }
    }
}
