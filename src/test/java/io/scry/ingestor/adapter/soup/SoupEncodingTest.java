package io.scry.ingestor.adapter.soup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SoupEncodingTest {

    private static final String GERMAN = "Über größere Straßen fährt man schöner; die Bäume blühen früh im Jahr.";
    private static final String JAPANESE = "日本語の文章をここに書きます。これはテストのためのページです。";
    private static final String RUSSIAN = "Это страница на русском языке, которая нужна только для проверки кодировки.";

    private static SoupRun read(String body, String charset, @Nullable String header, String head) throws Exception {
        String html = "<html><head>" + head + "</head><body><p>" + body + "</p></body></html>";
        return SoupRun.of(
                html.getBytes(Charset.forName(charset)),
                header == null ? null : "text/html; charset=" + header,
                null,
                Map.of());
    }

    private static void assertRead(SoupRun run, String text, String encoding, String from) {
        assertThat(run.text()).isEqualTo(text);
        assertThat(run.metadata()).containsEntry("encoding", encoding).containsEntry("encoding_from", from);
    }

    @Test
    void goesByMarkThenHeaderThenMetaThenLooks() throws Exception {
        byte[] marked = ("\uFEFF<meta charset=koi8-r><p>" + GERMAN).getBytes(StandardCharsets.UTF_16LE);
        assertRead(SoupRun.of(marked, "text/html; charset=koi8-r", null, Map.of()), GERMAN, "UTF-16LE", "bom");
        assertRead(read(RUSSIAN, "koi8-r", "koi8-r", "<meta charset=windows-1251>"), RUSSIAN, "KOI8-R", "header");
        assertRead(
                read(RUSSIAN, "windows-1251", null, "<!-- <meta charset=koi8-r> --><meta charset=windows-1251>"),
                RUSSIAN,
                "windows-1251",
                "meta");
        assertRead(
                read(
                        JAPANESE,
                        "shift_jis",
                        null,
                        "<meta http-equiv=content-type content='text/html; charset=Shift_JIS'>"),
                JAPANESE,
                "windows-31j",
                "meta");
        assertRead(read(GERMAN, "utf-8", null, ""), GERMAN, "UTF-8", "detected");
        assertRead(read(JAPANESE.repeat(3), "euc-jp", null, ""), JAPANESE.repeat(3), "EUC-JP", "detected");
        assertThat(read(GERMAN, "windows-1252", null, "").text()).isEqualTo(GERMAN);
    }

    @Test
    void passesOverWhatTheBytesContradict() throws Exception {
        SoupRun header = read(GERMAN, "windows-1252", "utf-8", "");
        assertThat(header.text()).isEqualTo(GERMAN);
        assertThat(header.warnings())
                .containsExactly("wrong_charset: The header says UTF-8, but the bytes are not in it");

        SoupRun latin = read(GERMAN, "utf-8", "iso-8859-1", "<meta charset=utf-8>");
        assertRead(latin, GERMAN, "UTF-8", "meta");
        assertThat(latin.warnings()).hasSize(1);

        SoupRun both = read(JAPANESE, "utf-8", "shift_jis", "<meta charset=windows-1252>");
        assertRead(both, JAPANESE, "UTF-8", "detected");
        assertThat(both.warnings()).hasSize(2);

        SoupRun unknown = read(GERMAN, "utf-8", "x-unheard-of", "");
        assertRead(unknown, GERMAN, "UTF-8", "detected");
        assertThat(unknown.warnings()).containsExactly("wrong_charset: The header names a charset that is not known");
    }

    @Test
    void bearsAFewSlips() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(("<p>" + GERMAN + GERMAN + GERMAN).getBytes(StandardCharsets.UTF_8));
        bytes.write(0xff);
        SoupRun run = SoupRun.of(bytes.toByteArray(), "text/html; charset=utf-8", null, Map.of());
        assertThat(run.text()).isEqualTo(GERMAN + GERMAN + GERMAN + "\uFFFD");
        assertThat(run.warnings())
                .containsExactly("undecodable_bytes: 1 sequences of bytes are no characters in UTF-8");
    }

    @Test
    void doesWhatTheOptionSays() throws Exception {
        byte[] bytes = "<meta charset=utf-8><p>é".getBytes(StandardCharsets.ISO_8859_1);
        SoupRun run = SoupRun.of(bytes, null, null, Map.of("encoding", "iso-8859-1"));
        assertRead(run, "é", "windows-1252", "option");
        assertThat(SoupRun.refusal("<p>", Map.of("encoding", "x-no")))
                .hasMessageContaining("The encoding is not known");
    }
}
