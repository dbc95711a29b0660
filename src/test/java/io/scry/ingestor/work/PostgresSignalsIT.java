package io.scry.ingestor.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.ServiceInJvm;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PostgresSignalsIT {

    @Test
    void passesOnWhatOthersSayAndNotWhatItSaysItself() {
        ServiceInJvm service = ServiceInJvm.shared();
        List<UUID> heard = new CopyOnWriteArrayList<>();
        service.context().getBean(JobSignals.class).listen(new JobSignals.Listener() {
            @Override
            public void ended(UUID job) {
                heard.add(job);
            }
        });
        UUID own = UUID.randomUUID();
        UUID others = UUID.randomUUID();
        String itself = PostgresSignals.message(service.context().getBean(Replica.class), "e" + own);
        String another = PostgresSignals.message(new Replica("another", "host"), "d e" + others);
        // Again and again: it may not listen yet. PostgreSQL keeps the order of notifications.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            notify(service, itself);
            notify(service, another);
            return heard.contains(others);
        });
        assertThat(heard).doesNotContain(own);
    }

    private static void notify(ServiceInJvm service, String message) {
        service.jdbc()
                .sql("SELECT pg_notify(?, ?)::text")
                .params(PostgresSignals.CHANNEL, message)
                .query()
                .singleValue();
    }
}
