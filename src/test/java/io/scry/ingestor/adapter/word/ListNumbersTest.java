package io.scry.ingestor.adapter.word;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.junit.jupiter.api.Test;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTLvl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;
import tools.jackson.databind.JsonNode;

/** Items have the numbers that Word shows. */
class ListNumbersTest {

    private static final String LEGAL = level(0, "decimal", "%1.")
            + level(1, "decimal", "%1.%2")
            + level(2, "lowerLetter", "(%3)")
            + level(3, "upperRoman", "%4)");

    private final AdapterHarness<WordOptions> word = new AdapterHarness<>(new WordAdapter());

    @Test
    void numbersAListMadeWithPoi() throws Exception {
        byte[] document = WordDocuments.made(it -> {
            CTAbstractNum definition = CTAbstractNum.Factory.newInstance();
            definition.setAbstractNumId(BigInteger.ONE);
            CTLvl level = definition.addNewLvl();
            level.setIlvl(BigInteger.ZERO);
            level.addNewStart().setVal(BigInteger.valueOf(3));
            level.addNewNumFmt().setVal(STNumberFormat.UPPER_LETTER);
            level.addNewLvlText().setVal("%1)");
            BigInteger list =
                    it.createNumbering().addNum(it.createNumbering().addAbstractNum(new XWPFAbstractNum(definition)));
            for (String text : List.of("one", "two")) {
                WordDocuments.paragraph(it, "", text).setNumID(list);
            }
        });

        JsonNode data = word.extract(document, Map.of()).data();

        assertThat(data.at("/blocks/1").toString())
                .isEqualTo("{\"type\":\"list_item\",\"level\":1,\"number\":\"D)\",\"ordered\":true,\"text\":\"two\"}");
        assertThat(data.get("text").stringValue()).isEqualTo("C) one\nD) two");
    }

    @Test
    void countsEachLevelAndStartsTheDeeperOnesAgain() throws Exception {
        assertThat(numbers(abstractList(1, LEGAL) + list(1, 1), items(1, 0, 1, 1, 2, 2, 3, 1, 2, 0, 1)))
                .containsExactly("1.", "1.1", "1.2", "(a)", "(b)", "I)", "1.3", "(a)", "2.", "2.1");
    }

    @Test
    void startsUpperLevelsThatWereSkipped() throws Exception {
        assertThat(numbers(abstractList(1, LEGAL) + list(1, 1), items(1, 1, 1, 0)))
                .containsExactly("1.1", "1.2", "2.");
    }

    @Test
    void goesOnCountingAcrossOtherTextAndOtherLists() throws Exception {
        String numbering =
                abstractList(1, LEGAL) + abstractList(2, level(0, "bullet", "\uF0B7")) + list(1, 1) + list(2, 2);

        assertThat(numbers(numbering, items(1, 0) + WordDocuments.p("text") + items(2, 0) + items(1, 0)))
                .containsExactly("1.", "", "•", "2.");
    }

    @Test
    void letsListsOfOneAbstractListCountTogetherUnlessOneStartsAgain() throws Exception {
        String again = "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\">"
                + "<w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";

        assertThat(numbers(
                        abstractList(1, LEGAL) + list(1, 1) + list(2, 1) + again,
                        items(1, 0, 0) + items(2, 0) + items(3, 0, 0) + items(1, 0)))
                .containsExactly("1.", "2.", "3.", "5.", "6.", "7.");
    }

    @Test
    void restartsWhereTheLevelSaysSo() throws Exception {
        String never = level(0, "decimal", "%1.")
                + level(1, "decimal", "%2)").replace("</w:lvl>", "<w:lvlRestart w:val=\"0\"/></w:lvl>");

        assertThat(numbers(abstractList(1, never) + list(1, 1), items(1, 0, 1, 0, 1)))
                .containsExactly("1.", "1)", "2.", "2)");
    }

    @Test
    void writesNumbersInEveryStyle() {
        NumberStyle numbers = new NumberStyle();

        assertThat(List.of(
                        numbers.format(4, "lowerRoman"),
                        numbers.format(1994, "upperRoman"),
                        numbers.format(28, "lowerLetter"),
                        numbers.format(26, "upperLetter"),
                        numbers.format(7, "decimalZero"),
                        numbers.format(22, "ordinal"),
                        numbers.format(21, "cardinalText"),
                        numbers.format(3, "ordinalText"),
                        numbers.format(5, "none"),
                        numbers.format(12, "chicago"),
                        numbers.format(2_000_000_000, "lowerLetter")))
                .containsExactly(
                        "iv", "MCMXCIV", "bb", "Z", "07", "22nd", "Twenty-one", "Third", "", "12", "2000000000");
    }

    @Test
    void writesAllNumbersOfALegalLevelInDigits() throws Exception {
        String legal =
                level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2").replace("</w:lvl>", "<w:isLgl/></w:lvl>");

        assertThat(numbers(abstractList(1, legal) + list(1, 1), items(1, 0, 0, 1)))
                .containsExactly("I.", "II.", "2.1");
    }

    @Test
    void numbersParagraphsByTheirStyleAndHeadingsToo() throws Exception {
        String numbering = abstractList(
                        1,
                        level(0, "decimal", "%1").replace("<w:numFmt", "<w:pStyle w:val=\"H1\"/><w:numFmt")
                                + level(1, "decimal", "%1.%2")
                                        .replace("<w:numFmt", "<w:pStyle w:val=\"H2\"/><w:numFmt"))
                + list(1, 1);
        String styles = WordDocuments.part(
                "styles",
                style("H1", "heading 1", "<w:numPr><w:numId w:val=\"1\"/></w:numPr>")
                        + style("H2", "heading 2", "<w:numPr><w:numId w:val=\"1\"/></w:numPr>"));
        String body = styled("H1", "A")
                + styled("H2", "B")
                + styled("H2", "C")
                + styled("H1", "D").replace("</w:pPr>", "<w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>");

        JsonNode data = word.extract(
                        WordDocuments.body(
                                body,
                                Map.of(
                                        "word/numbering.xml",
                                        WordDocuments.part("numbering", numbering),
                                        "word/styles.xml",
                                        styles)),
                        Map.of())
                .data();

        assertThat(data.get("text").stringValue()).isEqualTo("1 A\n1.1 B\n1.2 C\nD");
        assertThat(data.at("/blocks/1").toString())
                .isEqualTo("{\"type\":\"heading\",\"level\":2,\"number\":\"1.1\",\"ordered\":true,"
                        + "\"style\":\"heading 2\",\"text\":\"B\"}");
    }

    @Test
    void followsTheLinkToAStyleOfLists() throws Exception {
        String numbering = abstractList(1, LEGAL)
                + "<w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"Linked\"/></w:abstractNum>"
                + list(1, 1) + list(2, 2);
        String styles = WordDocuments.part(
                "styles",
                "<w:style w:type=\"numbering\" w:styleId=\"Linked\"><w:name w:val=\"Linked\"/><w:pPr><w:numPr>"
                        + "<w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>");

        JsonNode data = word.extract(
                        WordDocuments.body(
                                items(2, 0, 1),
                                Map.of(
                                        "word/numbering.xml",
                                        WordDocuments.part("numbering", numbering),
                                        "word/styles.xml",
                                        styles)),
                        Map.of())
                .data();

        assertThat(data.get("text").stringValue()).isEqualTo("1. item\n1.1 item");
    }

    @Test
    void countsEmptyItemsThatAreNotListed() throws Exception {
        String empty = items(1, 0).replace("item", "");

        assertThat(numbers(abstractList(1, LEGAL) + list(1, 1), items(1, 0) + empty + items(1, 0)))
                .containsExactly("1.", "3.");
    }

    private List<String> numbers(String numbering, String body) throws IOException, InterruptedException {
        byte[] document =
                WordDocuments.body(body, Map.of("word/numbering.xml", WordDocuments.part("numbering", numbering)));
        return word.extract(document, Map.of())
                .data()
                .get("blocks")
                .valueStream()
                .map(it -> it.path("number").asString(""))
                .toList();
    }

    private static String abstractList(int id, String levels) {
        return "<w:abstractNum w:abstractNumId=\"%d\">%s</w:abstractNum>".formatted(id, levels);
    }

    private static String level(int level, String style, String text) {
        return "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/><w:lvlText w:val=\"%s\"/></w:lvl>"
                .formatted(level, style, text);
    }

    private static String list(int id, int abstractList) {
        return "<w:num w:numId=\"%d\"><w:abstractNumId w:val=\"%d\"/></w:num>".formatted(id, abstractList);
    }

    private static String items(int list, int... levels) {
        StringBuilder items = new StringBuilder();
        for (int level : levels) {
            items.append(("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr></w:pPr>"
                            + "<w:r><w:t>item</w:t></w:r></w:p>")
                    .formatted(level, list));
        }
        return items.toString();
    }

    private static String style(String id, String name, String properties) {
        return "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:pPr>%s</w:pPr></w:style>"
                .formatted(id, name, properties);
    }

    private static String styled(String style, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>".formatted(style, text);
    }
}
