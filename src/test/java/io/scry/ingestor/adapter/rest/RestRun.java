package io.scry.ingestor.adapter.rest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Endpoint;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.WebAddress;
import io.scry.ingestor.adapter.fetch.WebHarness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** One run of the adapter against an address: its output as text, its metadata and its validation. */
record RestRun(String text, boolean records, Map<String, Object> metadata, Validation validation) {

    private static final AdapterHarness<RestOptions> HARNESS = new AdapterHarness<>(new RestAdapter());

    static RestOptions options(Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(Map.of("retry.initial_delay", "5ms"));
        all.putAll(options);
        return HARNESS.options(all);
    }

    static RestRun of(String url, Map<String, ?> options) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TextOutput output = new TextOutput(bytes);
        Extraction extraction = run(url, options, output);
        return new RestRun(
                bytes.toString(StandardCharsets.UTF_8).strip(),
                output.records,
                extraction.metadata(),
                extraction.validation());
    }

    /** Writes to anything. */
    static Extraction run(String url, Map<String, ?> options, TextOutput output)
            throws IOException, InterruptedException {
        try (WebHarness web = new WebHarness(Map.of())) {
            Extraction extraction =
                    new RestAdapter().extract(new Endpoint(WebAddress.of(url), web.web()), options(options), output);
            output.close();
            if (!web.leftovers().isEmpty()) {
                throw new AssertionError("Files were left: " + web.leftovers());
            }
            return extraction;
        }
    }

    static UnreadableSourceException refusal(String url, Map<String, ?> options) {
        return catchThrowableOfType(UnreadableSourceException.class, () -> of(url, options));
    }

    List<String> errors() {
        return validation.errors().stream()
                .map(it -> it.rule() + ": " + it.message() + " [" + it.at() + "] x" + it.count())
                .toList();
    }

    /** Keeps what is written. */
    static final class TextOutput implements Output {

        private final JsonGenerator generator;
        boolean records;
        long reports;

        TextOutput(OutputStream target) {
            generator = JsonMapper.builder()
                    .build()
                    .writer()
                    .withRootValueSeparator("\n")
                    .createGenerator(target);
        }

        @Override
        public JsonGenerator records() {
            records = true;
            return generator;
        }

        @Override
        public JsonGenerator document() {
            return generator;
        }

        @Override
        public void progress(long done, long total) throws InterruptedException {
            reports++;
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        void close() {
            generator.close();
        }
    }
}
