package io.scry.ingestor.submission;

import static io.scry.ingestor.harness.Submitter.INGEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Api.Answer;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files that others made, through the whole service: each is read, or refused with a reason. */
class CorpusIT {

    private static final Path FOLDER = Path.of("..", "shared", "corpus");
    private static final List<String> KINDS = List.of("json", "pdf", "csv", "html");
    private static final int AT_ONCE = 8;

    private final Api api = ServiceInJvm.shared().api();

    @Test
    void answersEveryFile() throws Exception {
        assumeTrue(Files.isDirectory(FOLDER), "Skipped: there is no folder ../shared/corpus beside the project");
        List<String> failures = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> calls = new ArrayList<>();
            for (JsonNode adapter : api.get(INGEST + "/adapters").json().path("adapters")) {
                for (Path file : files(adapter.asString())) {
                    calls.add(callers.submit(() -> {
                        check(adapter.asString(), file);
                        return file;
                    }));
                }
            }
            assertThat(calls).hasSizeGreaterThan(100);
            for (Future<?> call : calls) {
                try {
                    call.get();
                } catch (ExecutionException e) {
                    failures.add(String.valueOf(e.getCause()));
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    private static List<Path> files(String adapter) throws IOException {
        String kind = adapter.equals("soup") ? "html" : adapter;
        if (!KINDS.contains(kind)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void check(String adapter, Path file) throws IOException, InterruptedException {
        Answer answer = api.upload(INGEST, file, Map.of("adapter_type", adapter), "Prefer", "wait=120");
        String name = file.getFileName().toString();
        int status = answer.status();
        assertThat(status).as("%s: %.300s", name, answer.body()).isIn(200, 422);
        if (name.startsWith("json-test-suite--y_")) {
            assertThat(status).as("%s: %.300s", name, answer.body()).isEqualTo(200);
        }
        if (name.startsWith("json-test-suite--n_")) {
            assertThat(status).as("%s: %.300s", name, answer.body()).isEqualTo(422);
        }
        if (status == 200) {
            assertThat(answer.json().path("status").asString()).as(name).isEqualTo("success");
        } else {
            String type = answer.json().path("type").asString();
            Refusal.of(answer, 422, type.substring(type.lastIndexOf(':') + 1));
        }
    }
}
