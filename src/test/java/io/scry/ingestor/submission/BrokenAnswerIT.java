package io.scry.ingestor.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenAnswerIT {

    /** Chance does not compress: several pieces of 1 MiB, and an answer that has begun before the last one is missed. */
    private static byte[] document() {
        StringBuilder records = new StringBuilder("[");
        Random random = new Random(1);
        while (records.length() < 4_000_000) {
            records.append(records.length() == 1 ? "" : ",")
                    .append("{\"chance\":\"")
                    .append(Long.toHexString(random.nextLong()))
                    .append("\"}");
        }
        return records.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void isCutOffAndDoesNotLookComplete(String accept) throws Exception {
        ServiceInJvm service = ServiceInJvm.shared();
        Submitter submitter = service.submitter();
        String id = submitter.queueUpload("chance.json", document(), Map.of());
        submitter.await(id, "succeeded");
        assertThat(service.jdbc()
                        .sql("DELETE FROM result_chunk WHERE ingestion_id = ? AND seq = 3")
                        .param(UUID.fromString(id))
                        .update())
                .isEqualTo(1);

        assertThatIOException()
                .isThrownBy(() -> service.api()
                        .get(Submitter.INGESTIONS + id + "/data", BodyHandlers.ofByteArray(), "Accept", accept));
    }
}
