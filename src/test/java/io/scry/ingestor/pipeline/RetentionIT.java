package io.scry.ingestor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What has been kept long enough goes, and nothing else does. */
class RetentionIT {

    @Test
    void deletesOldIngestionsAndSourcesThatAreNotNeeded() throws Exception {
        try (ServiceInJvm service =
                ServiceInJvm.start(Map.of("SCRY_RETENTION__INGESTIONS", "1h", "SCRY_RETENTION__SOURCES", "10m"))) {
            Submitter submitter = service.submitter();
            UUID old = ended(submitter, "[1]", "succeeded");
            UUID young = ended(submitter, "[2]", "succeeded");
            UUID fresh = ended(submitter, "[3]", "succeeded");
            UUID failed = ended(submitter, "[4,", "failed");
            age(service, old, "2 hours");
            age(service, young, "20 minutes");
            age(service, failed, "20 minutes");

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                service.jdbc()
                        .sql("UPDATE scheduled_tasks SET execution_time = now()"
                                + " WHERE task_name = 'retention' AND NOT picked")
                        .update();
                return rows(service, "ingestion", "id", old) == 0 && sources(service, young) == 0;
            });

            assertThat(rows(service, "result_chunk", "ingestion_id", old)).isZero();
            assertThat(sources(service, old)).isZero();
            assertThat(rows(service, "ingestion", "id", young)).isEqualTo(1);
            assertThat(rows(service, "result_chunk", "ingestion_id", young)).isEqualTo(1);
            assertThat(sources(service, fresh)).isEqualTo(1);
            assertThat(sources(service, failed)).isEqualTo(1);
        }
    }

    private static UUID ended(Submitter submitter, String data, String status) throws Exception {
        String id = submitter.queue("json", Map.of("data", data));
        submitter.await(id, status);
        return UUID.fromString(id);
    }

    private static void age(ServiceInJvm service, UUID id, String by) {
        service.jdbc()
                .sql("UPDATE ingestion SET created_at = created_at - CAST(? AS interval),"
                        + " ended_at = ended_at - CAST(? AS interval) WHERE id = ?")
                .params(by, by, id)
                .update();
    }

    private static int sources(ServiceInJvm service, UUID id) {
        return rows(service, "source_chunk", "ingestion_id", id);
    }

    private static int rows(ServiceInJvm service, String table, String column, UUID id) {
        return service.count("SELECT count(*) FROM " + table + " WHERE " + column + " = ?", id);
    }
}
