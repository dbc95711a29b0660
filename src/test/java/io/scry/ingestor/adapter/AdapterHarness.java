package io.scry.ingestor.adapter;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Runs an adapter on a file or a text, in memory, and shows what it wrote. */
public final class AdapterHarness<O extends Record> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Adapter<O> adapter;

    public AdapterHarness(Adapter<O> adapter) {
        this.adapter = adapter;
    }

    /** What came out: {@code data} is an array if the adapter wrote records. */
    public record Result(JsonNode data, boolean records, Map<String, Object> metadata, Validation validation) {}

    /** Options by their YAML names (snake_case); the others have their defaults. */
    public Result extract(Path file, Map<String, ?> options) throws IOException, InterruptedException {
        Path name = file.getFileName();
        return extract(new Document(file, name == null ? null : name.toString(), null), options(options));
    }

    public Result extract(Document document, O options) throws IOException, InterruptedException {
        CollectingOutput output = new CollectingOutput();
        return output.result(adapter.extract(document, options, output));
    }

    public Result extract(byte[] content, Map<String, ?> options) throws IOException, InterruptedException {
        Path file = Files.createTempFile("harness", ".bin");
        try {
            Files.write(file, content);
            return extract(new Document(file, null, null), options(options));
        } finally {
            Files.delete(file);
        }
    }

    public Result extract(String content, Map<String, ?> options) throws IOException, InterruptedException {
        return extract(content.getBytes(StandardCharsets.UTF_8), options);
    }

    public O options(Map<String, ?> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("o." + name.replace('_', '-'), value));
        return new Binder(source).bindOrCreate("o", Bindable.of(adapter.options()));
    }

    private static final class CollectingOutput implements Output {

        private final StringWriter text = new StringWriter();
        private @Nullable JsonGenerator generator;
        private boolean records;

        @Override
        public JsonGenerator records() {
            records = true;
            return open();
        }

        @Override
        public JsonGenerator document() {
            return open();
        }

        private JsonGenerator open() {
            if (generator != null) {
                throw new IllegalStateException("The output was opened twice");
            }
            generator = JSON.writer().withRootValueSeparator("\n").createGenerator(text);
            return generator;
        }

        @Override
        public void progress(long done, long total) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        Result result(Extraction extraction) {
            if (generator == null) {
                throw new IllegalStateException("The adapter opened no output");
            }
            generator.close();
            JsonNode data;
            if (records) {
                ArrayNode array = JSON.createArrayNode();
                text.toString().lines().forEach(line -> array.add(JSON.readTree(line)));
                data = array;
            } else {
                data = JSON.readTree(text.toString());
            }
            return new Result(data, records, extraction.metadata(), extraction.validation());
        }
    }
}
