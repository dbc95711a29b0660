package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncodingTest {

    private static final String TABLE = "name;city\nZo\u00EB;Z\u00FCrich\n";

    private final AdapterHarness<CsvOptions> harness = new AdapterHarness<>(new CsvAdapter());

    @Test
    void tellsEncodingsByTheirMark() throws Exception {
        for (String name : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
            assertReads("\uFEFF" + TABLE, name, Map.of(), name);
        }
    }

    @Test
    void tellsEncodingsWithoutAMark() throws Exception {
        for (String name : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"}) {
            assertReads(TABLE, name, Map.of(), name);
        }
    }

    @Test
    void tellsUtf16InOtherScripts() throws Exception {
        String table = "\u59D3\u540D,\u5E74\u9F84\n\u5F20\u4E00,25\n\u674E\u56DB,31\n";
        for (String name : new String[] {"UTF-16LE", "UTF-16BE"}) {
            AdapterHarness.Result result = harness.extract(table.getBytes(Charset.forName(name)), Map.of());
            assertThat(result.metadata()).containsEntry("encoding", name);
            assertThat(result.data().get(0).get("\u59D3\u540D").stringValue()).isEqualTo("\u5F20\u4E00");
        }
    }

    @Test
    void takesTheNamedEncoding() throws Exception {
        assertReads(TABLE, "UTF-16LE", Map.of("encoding", "utf-16"), "UTF-16LE");
        assertReads("\uFEFF" + TABLE, "UTF-16BE", Map.of("encoding", "utf-16"), "UTF-16BE");
        assertReads("\uFEFF" + TABLE, "UTF-8", Map.of("encoding", "utf8"), "UTF-8");
        assertReads(TABLE, "IBM850", Map.of("encoding", "cp850"), "IBM850");
        assertReads(TABLE, "windows-1252", Map.of("encoding", "windows-1252"), "windows-1252");
    }

    @Test
    void judgesUtf8ByTheWholeFile() throws Exception {
        String table = "name;city\n" + "x;y\n".repeat(60_000) + "Zo\u00EB;Z\u00FCrich\n";

        AdapterHarness.Result result = harness.extract(table.getBytes(Charset.forName("windows-1252")), Map.of());

        assertThat(result.metadata()).containsEntry("encoding", "windows-1252");
        assertThat(result.data()).hasSize(60_001);
        assertThat(result.data().get(60_000).get("city").stringValue()).isEqualTo("Z\u00FCrich");
    }

    @Test
    void decodesCharactersOfAllLengthsAtAllPlaces() throws Exception {
        StringBuilder table = new StringBuilder("a\n");
        for (int i = 0; i < 3000; i++) {
            table.append("x".repeat(i % 67))
                    .append("\u00E9\u4E00\uD83D\uDE00".repeat(i % 41))
                    .append("y\n");
        }

        AdapterHarness.Result result = harness.extract(table.toString(), Map.of());

        StringBuilder read = new StringBuilder("a\n");
        result.data().forEach(row -> read.append(row.get("a").stringValue()).append('\n'));
        assertThat(read.toString()).isEqualTo(table.toString());
    }

    private void assertReads(String table, String encoding, Map<String, ?> options, String expected) throws Exception {
        AdapterHarness.Result result = harness.extract(table.getBytes(Charset.forName(encoding)), options);
        assertThat(result.metadata())
                .containsEntry("encoding", expected)
                .containsEntry("byte_order_mark", table.startsWith("\uFEFF"));
        assertThat(result.data().toString()).isEqualTo("[{\"name\":\"Zo\u00EB\",\"city\":\"Z\u00FCrich\"}]");
    }
}
