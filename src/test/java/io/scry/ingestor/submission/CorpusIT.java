package io.scry.ingestor.submission;

import static io.scry.ingestor.harness.Submitter.INGEST;
import static io.scry.ingestor.harness.Submitter.INGESTIONS;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files that others made, of every kind, through the whole service: each is read, or refused with a reason. */
class CorpusIT {

    private static final Path FOLDER = Path.of("..", "shared", "corpus");
    /** What other files are compared with; no sources. */
    private static final String EXPECTED = "expected";

    /** The adapters of the kinds, which are the folders' names and the files' extensions. */
    private static final Map<String, String> ADAPTERS = Map.of(
            "csv", "csv",
            "json", "json",
            "pdf", "pdf",
            "docx", "word",
            "doc", "word",
            "xlsx", "excel",
            "xls", "excel",
            "html", "soup");

    private static final int AT_ONCE = 8;

    private final Api api = ServiceInJvm.shared().api();

    @Test
    void answersEveryFile() throws Exception {
        assumeTrue(Files.isDirectory(FOLDER), "Skipped: there is no folder ../shared/corpus beside the project");
        List<String> failures = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> calls = new ArrayList<>();
            for (Path file : files()) {
                String kind = extension(file);
                kinds.add(kind);
                String adapter = ADAPTERS.get(kind);
                assertThat(adapter).as("an adapter for %s", file).isNotNull();
                calls.add(callers.submit(() -> {
                    check(adapter, file);
                    return file;
                }));
            }
            for (Future<?> call : calls) {
                try {
                    call.get();
                } catch (ExecutionException e) {
                    failures.add(String.valueOf(e.getCause()));
                }
            }
            System.out.printf("Corpus over HTTP: %d files, %d wrong%n", calls.size(), failures.size());
        }
        assertThat(kinds).isEqualTo(ADAPTERS.keySet());
        assertThat(failures).isEmpty();
    }

    /** All but those that others are compared with. */
    private static List<Path> files() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(FOLDER).filter(Files::isDirectory)) {
            for (Path folder : folders.toList()) {
                if (!folder.endsWith(EXPECTED)) {
                    try (Stream<Path> files = Files.list(folder)) {
                        files.filter(Files::isRegularFile).sorted().forEach(all::add);
                    }
                }
            }
        }
        return all;
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
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
            JsonNode payload = answer.json().path("payload");
            assertThat(answer.json().path("status").asString()).as(name).isEqualTo("success");
            assertThat(payload.has("data")).as(name).isTrue();
            assertThat(payload.at("/metadata/adapter_type").asString()).as(name).isEqualTo(adapter);
            assertThat(payload.at("/validation/is_valid").isBoolean()).as(name).isTrue();
        } else {
            JsonNode problem = answer.json();
            String type = problem.path("type").asString();
            Refusal.of(answer, 422, type.substring(type.lastIndexOf(':') + 1));
            if (problem.has("ingestion_id")) {
                JsonNode ended = api.get(
                                INGESTIONS + problem.path("ingestion_id").asString())
                        .json();
                assertThat(ended.path("status").asString()).as(name).isEqualTo("failed");
                assertThat(ended.at("/problem/type").asString()).as(name).isEqualTo(type);
            }
        }
    }
}
