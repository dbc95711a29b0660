package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.AdapterHarness.Result;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.Validation.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PdfAdapterTest {

    private final AdapterHarness<PdfOptions> pdf = new AdapterHarness<>(new PdfAdapter());

    @Test
    void readsTheSampleInvoice() throws Exception {
        Result result = pdf.extract(Path.of("samples/invoice.pdf"), Map.of());

        JsonNode first = result.data().get("pages").get(0);
        assertThat(result.records()).isFalse();
        assertThat(result.data().get("pages")).hasSize(2);
        assertThat(first.get("page").intValue()).isEqualTo(1);
        assertThat(first.get("text").stringValue())
                .startsWith("Invoice INV-2026-0042\nNorthwind Electrical")
                .endsWith("Total due 420.00 GBP");
        assertThat(first.get("width").doubleValue()).isEqualTo(595.28);
        assertThat(first.get("height").doubleValue()).isEqualTo(841.89);
        assertThat(first.get("rotation").intValue()).isZero();
        assertThat(first.get("images").get(0).get("width").intValue()).isEqualTo(40);
        assertThat(result.data().get("pages").get(1).has("images")).isFalse();
        assertThat(result.data().get("text").stringValue())
                .contains("420.00 GBP\n\nTerms of payment")
                .endsWith("until they are paid.");
        assertThat(result.validation().isValid()).isTrue();
        assertThat(result.validation().warnings()).isEmpty();
        assertThat(result.metadata())
                .contains(
                        entry("title", "Invoice INV-2026-0042"),
                        entry("author", "Northwind Electrical"),
                        entry("subject", "Electrical supplies"),
                        entry("keywords", "invoice, sample"),
                        entry("creator", "Scry Ingestor"),
                        entry("created", "2026-01-14T09:30:00.000Z"),
                        entry("modified", "2026-01-14T09:30:00.000Z"),
                        entry("page_count", 2),
                        entry("pages_read", 2),
                        entry("image_count", 1L),
                        entry("encrypted", false),
                        entry("tagged", false),
                        entry("has_forms", false),
                        entry("has_outline", false))
                .doesNotContainKey("can_extract")
                .containsKeys("pdf_version", "text_length");
    }

    @Test
    void recognisesAHeaderNearTheStartAndNothingElse() {
        PdfAdapter adapter = new PdfAdapter();

        assertThat(adapter.recognise(head("%PDF-1.7", "x.bin"))).isEqualTo(Match.YES);
        assertThat(adapter.recognise(head("junk".repeat(200) + "%PDF-1.7", null)))
                .isEqualTo(Match.YES);
        assertThat(adapter.recognise(head("junk".repeat(300) + "%PDF-1.7", "x.pdf")))
                .isEqualTo(Match.NO);
        assertThat(adapter.recognise(head("hello", "x.pdf"))).isEqualTo(Match.NO);
    }

    @Test
    void saysWhatASourceLooksLikeThatIsNoPdf() {
        assertThatThrownBy(() -> pdf.extract("<!DOCTYPE html><p>404", Map.of()))
                .isInstanceOfSatisfying(
                        UnreadableSourceException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_TYPE))
                .hasMessageContaining("HTML");
        assertThat(reasonOf(() -> pdf.extract("", Map.of()))).isEqualTo(Reason.EMPTY);
    }

    @Test
    void listsAnImageOnceHoweverOftenThePageShowsIt() throws Exception {
        byte[] document = PdfDocuments.pages(PdfDocuments.image(1), "One", "Two");

        Result result = pdf.extract(document, Map.of());
        JsonNode image = result.data().get("pages").get(0).get("images").get(0);

        assertThat(result.data().get("pages").get(0).get("images")).hasSize(1);
        assertThat(image.get("width").intValue()).isEqualTo(40);
        assertThat(image.get("height").intValue()).isEqualTo(20);
        assertThat(image.get("bits_per_component").intValue()).isEqualTo(8);
        assertThat(image.get("color_space").stringValue()).isEqualTo("DeviceRGB");
        assertThat(image.get("format").stringValue()).isEqualTo("png");
        assertThat(pdf.extract(document, Map.of("include_images", false))
                        .data()
                        .get("pages")
                        .get(0)
                        .has("images"))
                .isFalse();
    }

    @Test
    void readsThePagesAskedFor() throws Exception {
        byte[] document = PdfDocuments.pages("A", "B", "C", "D", "E");

        assertThat(textOf(document, Map.of("pages", "2-3, 5-"))).isEqualTo("B\n\nC\n\nE");
        assertThat(textOf(document, Map.of("pages", "-2"))).isEqualTo("A\n\nB");
        assertThat(textOf(document, Map.of("pages", "4", "page_separator", "|")))
                .isEqualTo("D");
        assertThat(textOf(document, Map.of("pages", "4,5", "page_separator", "|")))
                .isEqualTo("D|E");
    }

    @Test
    void warnsOfPagesThatDoNotExistAndFailsIfNoneDoes() throws Exception {
        byte[] document = PdfDocuments.pages("A", "B");

        assertThat(rules(pdf.extract(document, Map.of("pages", "2-9"))
                        .validation()
                        .warnings()))
                .containsExactly("pages");
        Result none = pdf.extract(document, Map.of("pages", "7-"));
        assertThat(rules(none.validation().errors())).containsExactly("pages");
        assertThat(none.data().get("pages")).isEmpty();
        assertThat(none.metadata()).contains(entry("page_count", 2), entry("pages_read", 0));
    }

    @Test
    void refusesPagesThatCannotBeUnderstood() throws Exception {
        byte[] document = PdfDocuments.pages("A");

        for (String pages : List.of("x", "0", "3-1", "1,,2", "1-2-3", "99999999999", "-")) {
            assertThatThrownBy(() -> pdf.extract(document, Map.of("pages", pages)))
                    .as(pages)
                    .isInstanceOf(UnreadableSourceException.class)
                    .hasMessageContaining("1-3,7,10-");
        }
    }

    @Test
    void keepsWordsInTheirColumnsInLayoutMode() throws Exception {
        byte[] document = PdfDocuments.pages(
                PdfDocuments.words(
                        1,
                        List.of(
                                new PdfDocuments.Word(300, 700, "price"),
                                new PdfDocuments.Word(50, 700, "item"),
                                new PdfDocuments.Word(50, 680, "a much longer item"),
                                new PdfDocuments.Word(300, 680, "12.50"))),
                "");

        List<String> lines = textOf(document, Map.of("mode", "layout")).lines().toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("item {20,}price");
        assertThat(lines.get(1)).matches("a much longer item {10,}12\\.50");
        assertThat(lines.get(0).indexOf("price")).isEqualTo(lines.get(1).indexOf("12.50"));
        assertThat(textOf(document, Map.of("sort_by_position", true))).startsWith("item price\na much longer");
    }

    @Test
    void leavesOutTheCombinedTextIfTold() throws Exception {
        Result result = pdf.extract(PdfDocuments.pages("A", "B"), Map.of("combined_text", false));

        assertThat(result.data().has("text")).isFalse();
        assertThat(result.data().get("pages").get(1).get("text").stringValue()).isEqualTo("B");
    }

    @Test
    void opensADocumentWhosePasswordIsEmpty() throws Exception {
        byte[] document = PdfDocuments.pages(PdfDocuments.protect("owner", "", true), "Open");

        Result result = pdf.extract(document, Map.of());

        assertThat(result.data().get("text").stringValue()).isEqualTo("Open");
        assertThat(result.metadata()).contains(entry("encrypted", true), entry("can_extract", true));
    }

    @Test
    void asksForAPasswordAndNeverRepeatsAWrongOne() throws Exception {
        byte[] document = PdfDocuments.pages(PdfDocuments.protect("owner", "user-secret", true), "Closed");

        assertThat(reasonOf(() -> pdf.extract(document, Map.of()))).isEqualTo(Reason.PASSWORD_REQUIRED);
        assertThatThrownBy(() -> pdf.extract(document, Map.of("password", "wrong-secret")))
                .isInstanceOfSatisfying(
                        UnreadableSourceException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.PASSWORD_REQUIRED))
                .hasMessageNotContaining("wrong-secret");
        Result result = pdf.extract(document, Map.of("password", "user-secret"));
        assertThat(result.data().get("text").stringValue()).isEqualTo("Closed");
        assertThat(result.metadata().toString()).doesNotContain("user-secret");
        assertThat(pdf.options(Map.of("password", "user-secret")).toString()).doesNotContain("user-secret");
    }

    @Test
    void readsWhatItsOwnerForbidsToExtractWithAWarningOrNotAtAll() throws Exception {
        byte[] document = PdfDocuments.pages(PdfDocuments.protect("owner", "", false), "Mine");
        Map<String, Object> respect = Map.of("respect_extraction_permission", true);

        Result result = pdf.extract(document, Map.of());
        assertThat(rules(result.validation().warnings())).containsExactly("extraction_permission");
        assertThat(result.metadata()).contains(entry("can_extract", false));
        assertThat(reasonOf(() -> pdf.extract(document, respect))).isEqualTo(Reason.PASSWORD_REQUIRED);
        assertThat(textOf(document, Map.of("respect_extraction_permission", true, "password", "owner")))
                .isEqualTo("Mine");
    }

    @Test
    void readsTheOtherPagesAndWhatComesBeforeTheFaultOfADamagedOne() throws Exception {
        String broken = "BT /F1 12 Tf 50 700 Td (kept) Tj ET " + "q ".repeat(20_000);

        Result result = pdf.extract(PdfDocuments.pages(raw(2, deflated(broken)), "One", "Two", "Three"), Map.of());

        assertThat(result.data().get("text").stringValue()).isEqualTo("One\n\nkept\n\nThree");
        assertThat(result.validation().warnings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("damaged_page");
            assertThat(finding.at()).isEqualTo("page 2");
        });
        assertThat(result.validation().metrics()).contains(entry("completeness", 2 / 3.0));
    }

    @Test
    void noticesContentThatIsCutOffOrDamagedThoughTheParserDoesNot() throws Exception {
        byte[] whole = deflated("BT /F1 12 Tf 50 700 Td (first) Tj ET\n" + "0 0 m 7 9 l S\n".repeat(5000));
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, damaged.length / 2, damaged.length - 1, (byte) 0xFF);

        for (byte[] content : List.of(Arrays.copyOf(whole, whole.length / 2), damaged)) {
            Validation validation = pdf.extract(PdfDocuments.pages(raw(1, content), "", "Two"), Map.of())
                    .validation();
            assertThat(rules(validation.warnings())).contains("damaged_page");
        }
        assertThat(rules(pdf.extract(PdfDocuments.pages(raw(1, whole), "", "Two"), Map.of())
                        .validation()
                        .warnings()))
                .doesNotContain("damaged_page");
    }

    @Test
    void refusesContentThatWouldFillTheMemory() throws Exception {
        byte[] bomb = PdfDocuments.pages(raw(1, deflated("0 ".repeat(2 << 20))), "");

        assertThatThrownBy(() -> pdf.extract(bomb, Map.of("max_content_size", "1MB")))
                .isInstanceOfSatisfying(
                        UnreadableSourceException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED))
                .hasMessageContaining("max_content_size");
    }

    /** Each stage has to be small: what a bomb is packed in a second time is small, too. */
    @Test
    void refusesContentThatIsPackedSeveralTimesOver() throws Exception {
        byte[] content = deflated("0 ".repeat(2 << 20));
        byte[] bomb = PdfDocuments.pages(raw(1, deflated(content), COSName.FLATE_DECODE, COSName.FLATE_DECODE), "");
        byte[] large = PdfDocuments.pages(
                raw(1, "41 ".repeat(2 << 20).getBytes(StandardCharsets.US_ASCII), COSName.ASCII_HEX_DECODE), "");
        byte[] small = PdfDocuments.pages(
                raw(
                        1,
                        deflated(deflated("BT /F1 12 Tf 50 700 Td (packed) Tj ET")),
                        COSName.FLATE_DECODE,
                        COSName.FLATE_DECODE),
                "",
                "Two");

        for (byte[] document : List.of(bomb, large)) {
            assertThatThrownBy(() -> pdf.extract(document, Map.of("max_content_size", "1MB")))
                    .isInstanceOfSatisfying(
                            UnreadableSourceException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED))
                    .hasMessageContaining("max_content_size");
        }
        assertThat(pdf.extract(small, Map.of("max_content_size", "1MB"))
                        .validation()
                        .warnings())
                .isEmpty();
    }

    @Test
    void refusesADocumentOfWhichNoPageCanBeRead() throws Exception {
        byte[] document = PdfDocuments.pages(raw(1, deflated("q ".repeat(20_000))), "One");
        byte[] whole = PdfDocuments.pages("One");

        assertThat(reasonOf(() -> pdf.extract(document, Map.of()))).isEqualTo(Reason.DAMAGED);
        assertThat(reasonOf(() -> pdf.extract(Arrays.copyOf(whole, 40), Map.of())))
                .isEqualTo(Reason.DAMAGED);
    }

    @Test
    void readsADocumentWhoseTableIsWrongAndSaysSo() throws Exception {
        String whole = new String(PdfDocuments.pages("Still here"), StandardCharsets.ISO_8859_1);
        String broken = whole.replaceAll("startxref\\s+\\d+", "startxref\n7");

        Result result = pdf.extract(broken.getBytes(StandardCharsets.ISO_8859_1), Map.of());

        assertThat(result.data().get("text").stringValue()).isEqualTo("Still here");
        assertThat(rules(result.validation().warnings())).containsExactly("repaired");
    }

    @Test
    void namesEncryptionForCertificatesAsUnsupported() throws Exception {
        String document = new String(
                        PdfDocuments.pages(PdfDocuments.protect("o", "u", true), "Closed"), StandardCharsets.ISO_8859_1)
                .replace("/Filter /Standard", "/Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /Recipients [<00>]");

        assertThat(reasonOf(() -> pdf.extract(document.getBytes(StandardCharsets.ISO_8859_1), Map.of())))
                .isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void refusesWhatIsBeyondTheLimits() throws Exception {
        byte[] document = PdfDocuments.pages("One", "Two", "Three");

        for (Map<String, Object> limit : List.<Map<String, Object>>of(
                Map.of("max_pages", 2), Map.of("max_text_length", 10), Map.of("max_page_characters", 4))) {
            assertThatThrownBy(() -> pdf.extract(document, limit))
                    .as(limit.toString())
                    .isInstanceOfSatisfying(
                            UnreadableSourceException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED))
                    .hasMessageContaining(limit.keySet().iterator().next());
        }
        assertThat(textOf(document, Map.of("max_pages", 2, "pages", "1-2"))).isEqualTo("One\n\nTwo");
        assertThat(textOf(document, Map.of("max_text_length", 11))).hasSize(15);
    }

    @Test
    void cleansMetadataOfWhatADatabaseRefuses() throws Exception {
        byte[] title = {(byte) 0xFE, (byte) 0xFF, 0, 'a', 0, 0, 0, 'b', (byte) 0xD8, 0};
        byte[] document = PdfDocuments.pages(
                file -> file.getDocumentInformation().getCOSObject().setItem(COSName.TITLE, new COSString(title)),
                "One");

        assertThat(pdf.extract(document, Map.of()).metadata().get("title"))
                .asString()
                .startsWith("ab")
                .doesNotContain("\uD800");
        assertThat(pdf.extract(document, Map.of("include_metadata", false)).metadata())
                .doesNotContainKey("title")
                .contains(entry("page_count", 1));
    }

    @Test
    void tellsTheSizeOfAPageAsItIsShown() throws Exception {
        byte[] document = PdfDocuments.pages(file -> file.getPage(0).setRotation(90), "One");

        JsonNode page = pdf.extract(document, Map.of()).data().get("pages").get(0);

        assertThat(page.get("rotation").intValue()).isEqualTo(90);
        assertThat(page.get("width").doubleValue()).isEqualTo(841.89);
        assertThat(page.get("height").doubleValue()).isEqualTo(595.28);
    }

    @Test
    void stopsWhenInterruptedThoughTheFileClosesUnderTheParser() throws Exception {
        byte[] document = PdfDocuments.pages("One");

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pdf.extract(document, Map.of())).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void stopsInTheMiddleOfAPage() throws Exception {
        try (PDDocument document = Loader.loadPDF(PdfDocuments.pages("word ".repeat(200)))) {
            PdfOptions options = pdf.options(Map.of());
            PageStripper stripper = new PageStripper(options, new Headings(), new ContentCheck(10_000), () -> {
                throw new InterruptedException();
            });

            assertThatThrownBy(() -> stripper.read(document, 1, document.getPage(0)))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    private static byte[] deflated(String text) throws IOException {
        return deflated(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] deflated(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(content);
        }
        return bytes.toByteArray();
    }

    /** Puts deflated bytes in the place of a page's content, as they are. */
    private static PdfDocuments.Change raw(int page, byte[] deflated) {
        return raw(page, deflated, COSName.FLATE_DECODE);
    }

    private static PdfDocuments.Change raw(int page, byte[] packed, COSName... filters) {
        return document -> {
            PDStream stream = new PDStream(document);
            try (OutputStream content = stream.getCOSObject().createRawOutputStream()) {
                content.write(packed);
            }
            COSArray chain = new COSArray();
            List.of(filters).forEach(chain::add);
            stream.getCOSObject().setItem(COSName.FILTER, filters.length == 1 ? filters[0] : chain);
            document.getPage(page - 1).setContents(stream);
        };
    }

    private String textOf(byte[] document, Map<String, ?> options) throws Exception {
        return pdf.extract(document, options).data().get("text").stringValue();
    }

    private static List<String> rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).toList();
    }

    private static Reason reasonOf(ThrowingCallable call) {
        try {
            call.call();
        } catch (UnreadableSourceException e) {
            return e.reason();
        } catch (Throwable e) {
            throw new AssertionError("Another exception", e);
        }
        throw new AssertionError("No exception");
    }

    private static Head head(String text, @Nullable String name) {
        return new Head(text.getBytes(StandardCharsets.ISO_8859_1), name, null);
    }
}
