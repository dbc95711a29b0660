package io.scry.ingestor.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.UnreadableSourceException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonFuzzTest {

    private static final int RUNS = 3000;

    private static final List<String> SEEDS = List.of(
            "{\"id\": 1, \"a\": {\"b\": [1, 2.5e-3, null, true, {\"c\": \"\\u00e9\\ud83d\\ude00\"}]}, \"a.b\": \"x\"}",
            "[{\"id\": 1, \"id\": 2}, {\"id\": -0.0, \"x\": [[[]]]}, \"text €\", 12345678901234567890, false]",
            "{\"a\": 1}\n{\"a\": \"\\ud800\"}\n[1, 2, 3]\n",
            "{\"data\": {\"items\": [{\"a\": 1}, {\"a\": 2}]}, \"next\": null}",
            "\"just a string with \\\\ \\\" \\/ \\b\\f\\n\\r\\t escapes\"");

    private static final List<Map<String, Object>> OPTIONS = List.of(
            Map.of(),
            Map.of("flatten", true, "max_depth", 4),
            Map.of("format", "ndjson", "required_fields", List.of("a.b", "/a"), "unique_fields", List.of("id")),
            Map.of("records_path", "/data/items", "max_string_length", 20, "max_number_length", 10),
            Map.of("format", "document", "duplicate_keys", "fail", "max_name_length", 4));

    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_32BE);

    private static final byte[] SYNTAX = "{}[],:\"\\0-+.eEtfnu \n\r\t/#'\u0000".getBytes(StandardCharsets.UTF_8);

    @Test
    void readsOrRefusesAnyBytesAndWritesOnlyJson(@TempDir Path folder) throws Exception {
        Random random = new Random(20_260_314);
        Path file = folder.resolve("fuzz");
        List<JsonOptions> options = OPTIONS.stream().map(JsonRun::options).toList();
        JsonAdapter adapter = new JsonAdapter();
        int read = 0;
        for (int run = 0; run < RUNS; run++) {
            byte[] source = mutate(random);
            Files.write(file, source);
            TextOutput output = new TextOutput();
            adapter.recognise(new Head(source, "a.json", null));
            try {
                adapter.extract(new Document(file, null, null), options.get(run % options.size()), output);
                requireJson(output.text());
                read++;
            } catch (UnreadableSourceException e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(400);
            } catch (RuntimeException e) {
                throw new AssertionError("Run " + run + " let this escape", e);
            }
        }
        assertThat(read).isBetween(RUNS / 20, RUNS * 19 / 20);
    }

    private static byte[] mutate(Random random) {
        String seed = SEEDS.get(random.nextInt(SEEDS.size()));
        byte[] bytes = seed.getBytes(CHARSETS.get(random.nextInt(CHARSETS.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = mutate(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
        ByteArrayOutputStream mutated = new ByteArrayOutputStream();
        mutated.write(bytes, 0, at);
        switch (random.nextInt(6)) {
            case 0 -> mutated.write(SYNTAX[random.nextInt(SYNTAX.length)]);
            case 1 -> mutated.write(random.nextInt(256));
            case 2 -> mutated.write(bytes, to, bytes.length - to);
            case 3 -> {
                mutated.write(bytes, at, to - at);
                mutated.write(bytes, at, bytes.length - at);
            }
            case 4 -> {
                mutated.write(SYNTAX[random.nextInt(SYNTAX.length)]);
                mutated.write(bytes, at, bytes.length - at);
            }
            default -> {
                mutated.write(SYNTAX[random.nextInt(SYNTAX.length)]);
                mutated.write(bytes, at + 1, bytes.length - at - 1);
            }
        }
        return mutated.toByteArray();
    }

    private static void requireJson(String text) {
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
        try (JsonParser parser = JsonFactory.builder()
                .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(ObjectReadContext.empty(), text)) {
            while (parser.nextToken() != null) {
                parser.getString();
            }
        } catch (JacksonException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }
}
