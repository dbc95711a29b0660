package io.scry.ingestor.adapter.json;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.Validation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of the adapter: its output as text, its metadata and its validation. */
record JsonRun(String text, boolean records, Map<String, Object> metadata, Validation validation) {

    private static final AdapterHarness<JsonOptions> HARNESS = new AdapterHarness<>(new JsonAdapter());

    static JsonRun of(String source, Map<String, ?> options) throws IOException, InterruptedException {
        return of(source.getBytes(StandardCharsets.UTF_8), null, options);
    }

    static JsonRun of(byte[] source, @Nullable String fileName, Map<String, ?> options)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("json", ".bin");
        try {
            Files.write(file, source);
            TextOutput output = new TextOutput();
            Extraction extraction =
                    new JsonAdapter().extract(new Document(file, fileName, null), options(options), output);
            return new JsonRun(output.text(), output.records, extraction.metadata(), extraction.validation());
        } finally {
            Files.delete(file);
        }
    }

    static UnreadableSourceException refusal(String source, Map<String, ?> options) {
        return refusal(source.getBytes(StandardCharsets.UTF_8), options);
    }

    static UnreadableSourceException refusal(byte[] source, Map<String, ?> options) {
        return catchThrowableOfType(UnreadableSourceException.class, () -> of(source, null, options));
    }

    static JsonOptions options(Map<String, ?> options) {
        return HARNESS.options(options);
    }

    List<String> errors() {
        return validation.errors().stream().map(JsonRun::line).toList();
    }

    List<String> warnings() {
        return validation.warnings().stream().map(JsonRun::line).toList();
    }

    /** A finding in one line: rule, message, place, count. */
    private static String line(Validation.Finding finding) {
        return finding.rule() + ": " + finding.message() + " [" + finding.at() + "] x" + finding.count();
    }
}
