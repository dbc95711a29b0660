package io.scry.ingestor.submission;

import static io.scry.ingestor.harness.Submitter.INGEST;
import static io.scry.ingestor.harness.Submitter.INGESTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Api.Answer;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever is wrong with a request or a source, its sender learns what, and the service goes on. */
class BadInputIT {

    private static final int DEEP = 100_000;

    private final ServiceInJvm service = ServiceInJvm.shared();
    private final Api api = service.api();
    private final Submitter submitter = service.submitter();

    static Stream<Arguments> unreadable() throws IOException {
        byte[] pdf = Files.readAllBytes(Path.of("samples", "invoice.pdf"));
        return Stream.of(
                arguments("json", "empty.json", new byte[0], "empty"),
                arguments("pdf", "empty.pdf", new byte[0], "empty"),
                arguments("json", "other.json", pdf, "wrong-type"),
                arguments("pdf", "other.pdf", text("[{\"a\": 1}]"), "wrong-type"),
                arguments("json", "cut.json", text("[{\"a\": 1}, {\"a\":"), "damaged"),
                arguments("pdf", "cut.pdf", Arrays.copyOf(pdf, 60), "damaged"),
                arguments(
                        "json",
                        "latin.json",
                        "{\"a\": \"Grüße\"}".getBytes(StandardCharsets.ISO_8859_1),
                        "wrong-encoding"),
                arguments("pdf", "protected.pdf", locked(), "password-required"),
                arguments("json", "deep.json", text("[".repeat(DEEP) + "]".repeat(DEEP)), "limit-exceeded"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("unreadable")
    void failsWhatCannotBeReadAndSaysTheSameLater(String adapter, String name, byte[] content, String reason)
            throws Exception {
        Answer answer = api.upload(INGEST, name, content, Map.of("adapter_type", adapter));

        JsonNode problem = Refusal.of(answer, 422, reason);
        String id = problem.path("ingestion_id").asString();
        JsonNode shown = submitter.show(id);
        assertThat(shown.path("status").asString()).isEqualTo("failed");
        for (String field : new String[] {"type", "title", "status", "detail"}) {
            assertThat(shown.path("problem").path(field)).isEqualTo(problem.path(field));
        }
        assertThat(shown.path("failures")).hasSize(1);
        assertThat(service.count("SELECT count(*) FROM result_chunk WHERE ingestion_id = ?", UUID.fromString(id)))
                .isZero();
        goesOn();
    }

    private void goesOn() throws IOException, InterruptedException {
        Answer good = submitter.submit("json", Map.of("data", "[{\"a\": 1}]"));
        assertThat(good.status()).as(good.body()).isEqualTo(200);
    }

    @Test
    void opensAProtectedPdfOnlyWithItsPassword() throws Exception {
        Map<String, String> wrong = Map.of("source_config", "{\"password\": \"wrong\"}");
        Refusal.of(api.upload(INGEST, "protected.pdf", locked(), wrong), 422, "password-required");

        Map<String, String> right = Map.of("source_config", "{\"password\": \"open sesame\"}");
        assertThat(api.upload(INGEST, "protected.pdf", locked(), right).status())
                .isEqualTo(200);
    }

    @Test
    void refusesSourcesAboveTheLimits() throws Exception {
        try (ServiceInJvm small = ServiceInJvm.start(
                Map.of("SCRY_INGESTION__MAX_SOURCE_SIZE", "1MB", "SCRY_INGESTION__MAX_INLINE_SIZE", "1MB"))) {
            for (int megabytes : new int[] {2, 12}) {
                byte[] content = text("[" + " ".repeat(megabytes << 20) + "]");
                JsonNode upload = Refusal.of(
                        small.api().upload(INGEST, "large.json", content, Map.of("adapter_type", "json")),
                        413,
                        "source-too-large");
                assertThat(upload.path("detail").asString()).contains("1 MB", "max_source_size");

                JsonNode inline = Refusal.of(
                        small.submitter().submit("json", Map.of("data", " ".repeat(megabytes << 20))),
                        413,
                        "request-too-large");
                assertThat(inline.path("detail").asString()).contains("1 MB", "multipart");
            }
            assertThat(small.count("SELECT count(*) FROM ingestion")).isZero();
            assertThat(small.submitter().submit("json", Map.of("data", "[]")).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void namesTheAdaptersIfThereIsNoSuchOne() throws Exception {
        JsonNode problem = Refusal.of(submitter.submit("xml", Map.of("data", "<a/>")), 422, "unknown-adapter");
        assertThat(problem.path("detail").asString()).contains("json", "pdf");
    }

    @Test
    void asksForAnAdapterIfTheContentIsUnknown() throws Exception {
        byte[] noise = {0, 1, 2, 3, (byte) 0xfe, (byte) 0xff, 0, 9};
        JsonNode problem = Refusal.of(api.upload(INGEST, "noise.bin", noise, Map.of()), 422, "unknown-content");
        assertThat(problem.path("detail").asString()).contains("adapter_type");
    }

    @Test
    void namesEachOptionThatIsWrong() throws Exception {
        JsonNode problem = Refusal.of(
                submitter.submit(
                        "json", Map.of("data", "[]", "no_such_option", 1, "max_depth", 5, "min_records", "many")),
                422,
                "invalid-options");
        assertThat(problem.path("errors"))
                .extracting(error -> error.path("field").asString())
                .containsExactlyInAnyOrder("no_such_option", "max_depth", "min_records");
        assertThat(problem.path("errors"))
                .allSatisfy(
                        error -> assertThat(error.path("message").asString()).isNotBlank());
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", "invalid-request"),
                arguments("[]", "invalid-request"),
                arguments("{\"adapter_type\": \"json\"", "malformed-json"),
                arguments("{} {}", "malformed-json"),
                arguments("[".repeat(DEEP), "malformed-json"),
                arguments("{\"source_config\": {\"data\": " + "9".repeat(5000) + "}}", "malformed-json"),
                arguments("{\"source_config\": {\"data\": {\"a\": 1, \"a\": 2}}}", "malformed-json"),
                arguments("{\"adapter_type\": \"json\"}", "invalid-request"),
                arguments("{\"adapter\": \"json\", \"source_config\": {\"data\": \"[]\"}}", "invalid-request"),
                arguments("{\"adapter_type\": 1, \"source_config\": {\"data\": \"[]\"}}", "invalid-request"),
                arguments("{\"source_config\": {\"data\": \"[]\", \"source_id\": \"a\\u0000b\"}}", "invalid-request"),
                arguments("{\"source_config\": {\"data\": \"[]\", \"source_id\": \"a\\nb\"}}", "invalid-request"),
                arguments("{\"source_config\": {\"data\": \"[]\", \"source_type\": \"ftp\"}}", "invalid-request"),
                arguments("{\"source_config\": {\"source_type\": \"string\"}}", "invalid-request"),
                arguments("{\"source_config\": {\"source_type\": \"file\"}}", "invalid-request"),
                arguments("{\"source_config\": {\"data\": \"[]\"}, \"correlation_id\": \"a b\"}", "invalid-request"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesMalformedRequests(String body, String reason) throws Exception {
        Refusal.of(api.postBytes(INGEST, "application/json", text(body)), 400, reason);
    }

    @Test
    void saysWhereTheJsonOfARequestBreaksAndWhichFieldIsUnknown() throws Exception {
        Answer broken = api.postBytes(INGEST, "application/json", text("{\n  \"adapter_type\" \"json\"}"));
        assertThat(broken.json().path("detail").asString()).contains("line 2");

        Answer unknown = api.postBytes(INGEST, "application/json", text("{\"adapter\": 1}"));
        assertThat(unknown.json().path("detail").asString()).contains("'adapter'", "adapter_type");
    }

    @Test
    void refusesUrls() throws Exception {
        Map<String, String> config = Map.of("source_type", "url", "url", "http://localhost/");
        Refusal.of(submitter.submit("json", config), 422, "forbidden-address");
    }

    @Test
    void refusesWhatIsNeitherJsonNorAnUpload() throws Exception {
        Refusal.of(api.postBytes(INGEST, "text/plain", text("a")), 415, "unsupported-media-type");
        Refusal.of(api.postBytes(INGEST, "multipart/form-data; boundary=b", text("--b--\r\n")), 400, "bad-request");
        Refusal.of(
                api.postBytes(
                        INGEST,
                        "multipart/form-data; boundary=b",
                        text("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc")),
                400,
                "malformed-multipart");
    }

    @Test
    void refusesIdempotencyKeysThatAreNotPlainOrTooLong() throws Exception {
        for (String key : new String[] {"two words", "x".repeat(201)}) {
            Refusal.of(submitter.submit("json", Map.of("data", "[]"), "Idempotency-Key", key), 400, "invalid-request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                INGESTIONS + "no-id",
                INGESTIONS + "no-id/data",
                "/api/v1/ingestions?limit=0",
                "/api/v1/ingestions?limit=501",
                "/api/v1/ingestions?limit=x",
                "/api/v1/ingestions?status=done",
                "/api/v1/ingestions?cursor=x",
                "/api/v1/ingestions?adapter=%00"
            })
    void refusesMalformedQueries(String path) throws Exception {
        Refusal.of(api.get(path), 400, "invalid-request");
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        String nobody = INGESTIONS + UUID.randomUUID();
        Refusal.of(api.get(nobody), 404, "not-found");
        Refusal.of(api.get(nobody + "/data", "Accept", "text/csv"), 404, "not-found");
        Refusal.of(api.get(nobody + "/events", "Accept", "text/event-stream"), 404, "not-found");
        Refusal.of(api.delete(nobody), 404, "not-found");
        Refusal.of(api.get("/api/v1/nothing"), 404, "not-found");
        Refusal.of(api.delete(INGEST), 405, "method-not-allowed");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] locked() throws IOException {
        try (PDDocument document =
                Loader.loadPDF(Path.of("samples", "invoice.pdf").toFile())) {
            document.protect(new StandardProtectionPolicy("owner", "open sesame", new AccessPermission()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
