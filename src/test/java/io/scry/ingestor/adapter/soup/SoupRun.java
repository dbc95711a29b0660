package io.scry.ingestor.adapter.soup;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** One run of the adapter: what it wrote, its metadata and its validation. */
record SoupRun(JsonNode data, Map<String, Object> metadata, Validation validation) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final AdapterHarness<SoupOptions> HARNESS = new AdapterHarness<>(new SoupAdapter());

    static SoupOptions options(Map<String, ?> options) {
        return HARNESS.options(options);
    }

    static SoupRun of(String html, Map<String, ?> options) throws IOException, InterruptedException {
        return of(html.getBytes(StandardCharsets.UTF_8), null, null, options);
    }

    static SoupRun of(byte[] html, @Nullable String contentType, @Nullable String location, Map<String, ?> options)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("soup", ".html");
        try {
            Files.write(file, html);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            JsonGenerator generator = JSON.writer().createGenerator(bytes);
            Output output = new Output() {
                @Override
                public JsonGenerator records() {
                    throw new AssertionError("A page is a document");
                }

                @Override
                public JsonGenerator document() {
                    return generator;
                }

                @Override
                public void progress(long done, long total) throws InterruptedException {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            };
            Extraction extraction = new SoupAdapter()
                    .extract(new Document(file, null, contentType, location), options(options), output);
            generator.close();
            return new SoupRun(JSON.readTree(bytes.toByteArray()), extraction.metadata(), extraction.validation());
        } finally {
            Files.delete(file);
        }
    }

    static UnreadableSourceException refusal(String html, Map<String, ?> options) {
        return catchThrowableOfType(UnreadableSourceException.class, () -> of(html, options));
    }

    String text() {
        return data.path("text").asString();
    }

    List<String> errors() {
        return validation.errors().stream()
                .map(it -> it.rule() + ": " + it.message())
                .toList();
    }

    List<String> warnings() {
        return validation.warnings().stream()
                .map(it -> it.rule() + ": " + it.message())
                .toList();
    }
}
