package io.scry.ingestor.adapter.word;

import static io.scry.ingestor.adapter.word.WordDocuments.body;
import static io.scry.ingestor.adapter.word.WordDocuments.p;
import static io.scry.ingestor.adapter.word.WordDocuments.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HostileWordTest {

    private static final int MUTATIONS = 300;

    private final AdapterHarness<WordOptions> word = new AdapterHarness<>(new WordAdapter());

    @Test
    void refusesWhatIsBeyondEachLimit() throws Exception {
        byte[] document = body(p("one") + p("two") + "<w:tbl><w:tr><w:tc>" + p("a") + "</w:tc><w:tc>" + p("b")
                + "</w:tc></w:tr></w:tbl>");

        assertLimit(document, Map.of("max_unpacked_size", "1KB"));
        assertLimit(document, Map.of("max_entries", 3));
        assertLimit(document, Map.of("max_definitions_size", "100B"));
        assertLimit(document, Map.of("max_paragraphs", 3));
        assertLimit(document, Map.of("max_cells", 1));
        assertLimit(document, Map.of("max_text_length", 7));
        assertLimit(document, Map.of("max_block_length", 2));
        assertThat(word.extract(
                        document,
                        Map.of(
                                "max_paragraphs",
                                4,
                                "max_cells",
                                2,
                                "max_text_length",
                                8,
                                "max_block_length",
                                3,
                                "max_entries",
                                4)))
                .isNotNull();
    }

    @Test
    void refusesABomb() throws Exception {
        assertLimit(body(p(" ".repeat(1000)).repeat(4000)), Map.of("max_ratio", 100));
        assertLimit(body("<!--" + " ".repeat(9 << 20) + "-->"), Map.of("max_ratio", 2000), "max_block_length");
        assertLimit(body("<w:p w:x=\"" + " ".repeat(9 << 20) + "\"/>"), Map.of("max_ratio", 2000), "max_block_length");
        assertLimit(
                body(p("x"), Map.of("word/styles.xml", part("styles", "<w:style/>".repeat(2 << 20)))),
                Map.of("max_ratio", 2000),
                "max_definitions_size");
    }

    @Test
    void refusesCellsThatOneNumberMakes() throws Exception {
        String table =
                "<w:tbl><w:tr>%s<w:tc><w:tcPr><w:gridSpan w:val=\"%s\"/></w:tcPr>" + p("x") + "</w:tc></w:tr></w:tbl>";

        assertLimit(body(table.formatted("", "2000000000")), Map.of(), "max_cells");
        assertLimit(
                body(table.formatted("<w:trPr><w:gridBefore w:val=\"2000000000\"/></w:trPr>", "1")),
                Map.of(),
                "max_cells");
    }

    @Test
    void refusesAParagraphOfCountlessTextBoxes() throws Exception {
        String box = "<w:r><w:txbxContent>" + p("x") + "</w:txbxContent></w:r>";

        assertLimit(body("<w:p>" + box.repeat(20_000) + "</w:p>"), Map.of("max_ratio", 2000), "max_block_length");
    }

    @Test
    void refusesWhatIsNestedTooDeeplyInsteadOfOverflowingTheStack() throws Exception {
        String open = "<w:tbl><w:tr><w:tc>";
        String close = "</w:tc></w:tr></w:tbl>";
        int many = 100_000;

        assertLimit(body(open.repeat(many) + close.repeat(many)), Map.of("max_ratio", 2000), "max_depth");
        assertLimit(
                body("<w:p>" + "<w:ins>".repeat(many) + "</w:ins>".repeat(many) + "</w:p>"),
                Map.of("max_ratio", 2000),
                "max_depth");
        // As deep as an administrator can allow.
        String deep = open.repeat(320) + p("x") + close.repeat(320);
        assertThat(word.extract(body(deep), Map.of("max_depth", 1000))
                        .data()
                        .get("text")
                        .stringValue())
                .isEqualTo("x");
    }

    @Test
    void declaresNoEntitiesAndReadsNothingFromElsewhere() throws Exception {
        String[] types = {
            "<!DOCTYPE w:document [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE w:document SYSTEM \"http://127.0.0.1:1/x.dtd\">",
            "<!DOCTYPE w:document [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY e \"&a;&a;&a;&a;&a;&a;\">]>"
        };
        for (String type : types) {
            String content = part("document", "<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body>")
                    .replace("<w:document", type + "<w:document");
            assertThatThrownBy(() -> word.extract(body("", Map.of("word/document.xml", content)), Map.of()))
                    .as(type)
                    .isInstanceOfSatisfying(
                            UnreadableSourceException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                    .hasMessageContaining("document type");
        }
    }

    @Test
    void refusesADirectoryThatWouldFillTheMemoryBeforeItIsRead() throws Exception {
        byte[] document = body(p("x"));
        byte[] padded = Arrays.copyOf(new byte[0], 12 << 20);
        System.arraycopy(document, 0, padded, padded.length - document.length, document.length);
        System.arraycopy(document, 0, padded, 0, 4);
        ByteBuffer end = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(padded.length - 22 + 12, 11 << 20);

        assertLimit(padded, Map.of(), "max_entries");
    }

    @Test
    void saysThatADocumentIsCutOff() throws Exception {
        byte[] document = WordDocuments.paragraphs("a", "b");
        String cutOff = part("document", "<w:body>" + p("a")).replace("</w:document>", "");

        assertReason(Arrays.copyOf(document, document.length / 2), Reason.DAMAGED);
        assertReason(body("", Map.of("word/document.xml", cutOff)), Reason.DAMAGED);
        assertReason(body("", Map.of("word/document.xml", "")), Reason.DAMAGED);
    }

    /** The last two bytes say how long the comment behind them is; its bytes are not there. */
    @Test
    void saysThatAnArchiveEndsInItsComment() throws Exception {
        byte[] document = WordDocuments.paragraphs("text");
        document[document.length - 2] = 5;
        assertReason(document, Reason.DAMAGED);
    }

    /** The directory says that the packed bytes of the document are fewer than they are. */
    @Test
    void saysThatAPartIsCutOff() throws Exception {
        byte[] document = body(p("text ".repeat(1000)));
        int entry = new String(document, StandardCharsets.ISO_8859_1).lastIndexOf("word/document.xml") - 46;
        ByteBuffer bytes = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN);
        int packed = bytes.getInt(entry + 20);
        for (int left : new int[] {0, 1, 2, 10, packed / 2}) {
            bytes.putInt(entry + 20, left);
            assertReason(document, Reason.DAMAGED);
        }
    }

    @Test
    void survivesStylesAndListsThatReferToThemselvesOrNothing() throws Exception {
        Map<String, String> parts = new HashMap<>();
        parts.put(
                "word/styles.xml",
                part(
                        "styles",
                        "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:basedOn w:val=\"b\"/>"
                                + "</w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"));
        parts.put(
                "word/numbering.xml",
                part(
                        "numbering",
                        "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"b\"/>"
                                + "<w:lvl w:ilvl=\"99\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/>"
                                + "<w:lvlOverride w:ilvl=\"-5\"><w:startOverride w:val=\"x\"/></w:lvlOverride></w:num>"));
        String paragraph =
                "<w:p><w:pPr><w:pStyle w:val=\"a\"/><w:numPr><w:ilvl w:val=\"77\"/><w:numId w:val=\"%s\"/></w:numPr>"
                        + "</w:pPr><w:r><w:t>x</w:t></w:r></w:p>";

        assertThat(word.extract(
                                body(paragraph.formatted(1) + paragraph.formatted(9) + paragraph.formatted("?"), parts),
                                Map.of())
                        .data()
                        .get("text")
                        .stringValue())
                .isEqualTo("x\nx\nx");
    }

    @Test
    void givesAPayloadOrAReasonForAnyMutation() throws Exception {
        byte[] document = WordDocuments.made(it -> {
            WordDocuments.paragraph(it, "Heading1", "One");
            it.createTable(2, 2).getRow(0).getCell(0).setText("cell");
            it.createFootnote().createParagraph().createRun().setText("note");
        });
        Map<String, String> parts = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(document))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Random random = new Random(20260114);
        int payloads = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = i % 2 == 0 ? mutate(document, random) : mutatePart(parts, random);
            try {
                word.extract(mutant, Map.of());
                payloads++;
            } catch (UnreadableSourceException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("/tmp");
            } catch (RuntimeException | Error | IOException e) {
                throw new AssertionError("Mutation " + i, e);
            }
        }
        System.out.printf("word: %d of %d mutants gave a payload, the others a reason%n", payloads, MUTATIONS);
        assertThat(payloads).isBetween(MUTATIONS / 10, MUTATIONS - 1);
    }

    private static byte[] mutatePart(Map<String, String> parts, Random random) throws IOException {
        Map<String, String> mutant = new LinkedHashMap<>(parts);
        Map.Entry<String, String> part = parts.entrySet().stream()
                .skip(random.nextInt(parts.size()))
                .findFirst()
                .orElseThrow();
        byte[] content = part.getValue().getBytes(StandardCharsets.ISO_8859_1);
        mutant.put(part.getKey(), new String(mutate(content, random), StandardCharsets.ISO_8859_1));
        return WordDocuments.zip(mutant);
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] mutant = original.clone();
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] = (byte) ('0' + random.nextInt(10));
                case 2 -> {
                    int length = Math.min(random.nextInt(40), mutant.length - at);
                    System.arraycopy(mutant, random.nextInt(mutant.length - length), mutant, at, length);
                }
                default -> mutant = random.nextInt(20) == 0 ? Arrays.copyOf(mutant, at + 1) : mutant;
            }
        }
        return mutant;
    }

    private void assertLimit(byte[] document, Map<String, ?> options) {
        assertLimit(document, options, options.keySet().iterator().next());
    }

    private void assertLimit(byte[] document, Map<String, ?> options, String named) {
        assertThatThrownBy(() -> word.extract(document, options))
                .as(named)
                .isInstanceOfSatisfying(
                        UnreadableSourceException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT_EXCEEDED))
                .hasMessageContaining("(" + named + ")");
    }

    private void assertReason(byte[] document, Reason reason) {
        assertThatThrownBy(() -> word.extract(document, Map.of()))
                .isInstanceOfSatisfying(
                        UnreadableSourceException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
