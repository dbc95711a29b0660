package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.UnreadableSourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the bytes are, there is a payload or a refusal, and a payload is JSON. */
class MutationTest {

    private static final int INPUTS = 2000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final List<Map<String, Object>> OPTIONS = List.of(
            Map.of(),
            Map.of("types", "text", "skip_blank_lines", false, "unique_columns", List.of("a")),
            Map.of("encoding", "utf-8", "header", "absent", "comment_character", "#"),
            Map.of("encoding", "utf-16", "quote", "none"),
            Map.of("encoding", "cesu-8", "delimiter", "none"),
            Map.of("encoding", "shift_jis", "skip_rows", 1, "max_field_size", 10, "max_columns", 3),
            Map.of("encoding", "iso-2022-jp", "max_records", 2, "ragged_rows", "fail"));

    private static final List<byte[]> SEEDS = List.of(
            "a,b,c\n1,2.5,true\n2026-01-02,\"x\"\"y\n\",\n".getBytes(StandardCharsets.UTF_8),
            "'a';'b'\r\n'1';'\u00E9\uD83D\uDE00'\r\n\r\n".getBytes(StandardCharsets.UTF_8),
            "\uFEFFa\tb\n1\t2\n3\n4\t5\t6\n".getBytes(StandardCharsets.UTF_16LE),
            "a|b\n1|\u00E9\n".getBytes(StandardCharsets.ISO_8859_1),
            "#c\na,a,,_extra\n\"\",NA,007,1e5\n".getBytes(StandardCharsets.UTF_8));

    private static final byte[] SPICE = {
        '"',
        '\'',
        ',',
        ';',
        '\n',
        '\r',
        '\t',
        '#',
        0,
        (byte) 0xFF,
        (byte) 0xFE,
        (byte) 0xED,
        (byte) 0xA0,
        (byte) 0x80,
        (byte) 0xC3,
        0x1B,
        '-',
        '9',
        '.'
    };

    private final CsvAdapter adapter = new CsvAdapter();
    private final AdapterHarness<CsvOptions> harness = new AdapterHarness<>(adapter);

    @TempDir
    Path folder;

    @Test
    void endsInAPayloadOrARefusal() throws Exception {
        Random random = new Random(20260228);
        List<CsvOptions> options = OPTIONS.stream().map(harness::options).toList();
        Path file = folder.resolve("input");
        int payloads = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);
            Files.write(file, input);
            adapter.recognise(new Head(input, null, null));
            payloads += isRead(file, options.get(random.nextInt(options.size()))) ? 1 : 0;
        }
        assertThat(payloads).isBetween(INPUTS / 10, INPUTS * 9 / 10);
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] bytes = seed;
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            bytes = switch (random.nextInt(4)) {
                case 0 ->
                    join(Arrays.copyOf(bytes, at), new byte[] {SPICE[random.nextInt(SPICE.length)]}, tail(bytes, at));
                case 1 -> join(Arrays.copyOf(bytes, at), new byte[] {(byte) random.nextInt()}, tail(bytes, at + 1));
                case 2 -> join(Arrays.copyOf(bytes, at), tail(bytes, at), tail(bytes, at));
                default -> Arrays.copyOf(bytes, random.nextInt(8) == 0 ? at : bytes.length);
            };
        }
        return bytes;
    }

    private static byte[] tail(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, Math.min(start, bytes.length), bytes.length);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private boolean isRead(Path file, CsvOptions options) throws IOException, InterruptedException {
        TextOutput output = new TextOutput();
        try {
            Extraction extraction = adapter.extract(new Document(file, null, null), options, output);
            assertThat(JSON.writeValueAsString(extraction)).isNotEmpty();
        } catch (UnreadableSourceException e) {
            assertThat(e).hasMessageNotContaining(folder.toString());
            return false;
        }
        output.text().lines().forEach(JSON::readTree);
        return true;
    }
}
