package io.scry.ingestor.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import io.scry.ingestor.web.ProblemException;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void acceptsNothingThatChangesWhileItIsRead(int repeats) {
        String content = "[1]".repeat(repeats);
        ServiceInJvm service = ServiceInJvm.shared();
        Acceptance acceptance = service.context().getBean(Acceptance.class);
        AtomicInteger opened = new AtomicInteger();
        SourceBytes growing = new SourceBytes(
                "file",
                "growing.json",
                null,
                () -> new ByteArrayInputStream(
                        content.repeat(opened.incrementAndGet()).getBytes(StandardCharsets.UTF_8)));
        UUID id = acceptance.newId();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> acceptance.accept(
                        id,
                        new IngestRequest("json", Map.of(), null),
                        growing,
                        new Acceptance.Caller("development", false, "growing", null, null)))
                .withMessageContaining("changed while it was read");
        assertThat(service.count("SELECT count(*) FROM ingestion WHERE id = ?", id))
                .isZero();
        assertThat(service.count("SELECT count(*) FROM source_chunk WHERE ingestion_id = ?", id))
                .isZero();
        assertThat(service.count("SELECT count(*) FROM scheduled_tasks WHERE task_instance LIKE ?", id + "%"))
                .isZero();
    }

    @Test
    void keepsNoCopyOfAnUploadWhileItsSenderWaits() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            Path copies = temporaryFolder(service);
            byte[] upload = ("[\"" + "x".repeat(1_000_000) + "\"]").getBytes(StandardCharsets.UTF_8);
            CompletableFuture<Api.Answer> waiting = CompletableFuture.supplyAsync(() -> upload(service, upload));
            Awaitility.await().atMost(LIMIT).until(() -> service.count("SELECT count(*) FROM ingestion") == 1);

            Awaitility.await().atMost(LIMIT).until(() -> isEmpty(copies) || waiting.isDone());
            assertThat(waiting).as("its sender still waits").isNotDone();
            assertThat(waiting.join().status()).isEqualTo(202);
        }
    }

    private static Path temporaryFolder(ServiceInJvm service) {
        ServletContext servlets = service.context().getBean(ServletContext.class);
        return ((File) servlets.getAttribute(ServletContext.TEMPDIR)).toPath();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static Api.Answer upload(ServiceInJvm service, byte[] content) {
        try {
            return service.api().upload(Submitter.INGEST, "large.json", content, Map.of(), "Prefer", "wait=10");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
