package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.upload;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Workbooks in the format of Excel 2007 and later. */
final class HostileExcel {

    private static final String ROW = "<row><c t='str'><v>text</v></c></row>";
    private static final String EXTERNAL = "<Relationship Id='%s' Type='t/%s' Target='%s' TargetMode='External'/>";

    private HostileExcel() {}

    static List<HostileCase> all(String canary) {
        return List.of(
                excel(
                        "a dimension of all that there can be",
                        "</sheetData><dimension ref='A1:XFD1048576'/><sheetData>" + ROW,
                        READ),
                excel(
                        "a dimension that is none",
                        "</sheetData><dimension ref='ZZZZZZ999999999999'/><sheetData>" + ROW,
                        READ),
                excel("a row with the number 2^31-1", "<row r='2147483647'><c t='str'><v>x</v></c></row>", READ),
                excel(
                        "a row with the number 10^30",
                        "<row r='1" + "0".repeat(30) + "'><c><v>1</v></c></row>",
                        "damaged"),
                excel("a row with a negative number", "<row r='-5'><c t='str'><v>x</v></c></row>", "empty"),
                excel(
                        "rows that go backwards",
                        "<row r='9'><c t='str'><v>x</v></c></row>" + "<row r='1'><c><v>1</v></c></row>".repeat(1000),
                        READ),
                excel("a column that no workbook has", "<row><c r='ZZZZZZZZZ1'><v>1</v></c></row>", "limit-exceeded"),
                excel("the last column in each row", "<row><c r='XFD1'><v>1</v></c></row>".repeat(20), READ),
                excel("a text that is missing", "<row><c t='s'><v>2147483647</v></c></row>", "damaged"),
                excel("a text of negative number", "<row><c t='s'><v>-1</v></c></row>", "damaged"),
                excel("a text whose number is none", "<row><c t='s'><v>1e3</v></c></row>", "damaged"),
                excel("a style that is missing", "<row><c s='2147483647'><v>1</v></c></row>", READ),
                excel(
                        "numbers beyond all numbers",
                        cells("1e999999999", "-1e999", "NaN", "Infinity", "0x1p3", "9".repeat(30_000)),
                        READ),
                excel(
                        "a text of 2 MB",
                        "<row><c t='str'><v>" + HostileWord.random(2 << 20) + "</v></c></row>",
                        "limit-exceeded"),
                excel(
                        "texts in 100,000 pieces",
                        "<row><c t='inlineStr'><is>" + "<r><t>x</t></r>".repeat(100_000) + "</is></c></row>",
                        READ),
                excel(
                        "a row of 20 MB",
                        "<row>" + ("<c t='str'><v>" + HostileWord.random(1 << 20) + "</v></c>").repeat(20) + "</row>",
                        "limit-exceeded"),
                excel("a header of 16,384 long names", header(), "limit-exceeded"),
                upload(
                        "a shared text of 2 MB",
                        "excel",
                        () -> Office.zip(Office.excel(
                                ROW,
                                Map.of(
                                        "xl/sharedStrings.xml",
                                        "<sst><si><t>" + HostileWord.random(2 << 20) + "</t></si></sst>"))),
                        "limit-exceeded"),
                upload(
                        "a million shared texts that are empty",
                        "excel",
                        () -> Office.zip(Office.excel(
                                ROW,
                                Map.of(
                                        "xl/sharedStrings.xml",
                                        "<sst count='-1' uniqueCount='2147483647'>" + "<si/>".repeat(700_000)
                                                + "</sst>"))),
                        READ),
                merged("a merged range over everything", "<mergeCell ref='A1:XFD1048576'/>", "first", READ),
                merged("the same, filled in", "<mergeCell ref='A1:XFD1048576'/>", "fill", READ),
                merged(
                        "300,000 merged ranges, filled in",
                        "<mergeCell ref='A1:B2'/>".repeat(300_000),
                        "fill",
                        "limit-exceeded"),
                merged("300,000 merged ranges", "<mergeCell ref='A1:B2'/>".repeat(300_000), "first", "limit-exceeded"),
                merged(
                        "a merged range that is none",
                        "<mergeCell ref='B2:A1'/><mergeCell ref='!!'/><mergeCell/>",
                        "fill",
                        READ),
                excel(
                        "formulas whose saved values are errors",
                        "<row><c t='e'><f>1/0</f><v>#DIV/0!</v></c><c t='e'><f>x</f><v>#BOGUS</v></c></row>",
                        READ),
                excel(
                        "formulas that ask servers",
                        "<row><c t='str'><f>WEBSERVICE(\"" + canary + "/formula\")</f><v>x</v></c></row>",
                        READ),
                excel(
                        "formulas of 5 MB",
                        "<row><c><f>" + HostileWord.random(5 << 20) + "</f><v>1</v></c></row>",
                        "limit-exceeded"),
                parts(
                        "a workbook that is elsewhere",
                        Map.of("_rels/.rels", relations(EXTERNAL.formatted("a", "officeDocument", canary))),
                        "wrong-type"),
                parts(
                        "styles that are elsewhere",
                        Map.of(
                                "xl/_rels/workbook.xml.rels",
                                relations(
                                        "<Relationship Id='worksheet' Type='t/worksheet' Target='worksheets/sheet1.xml'/>"
                                                + EXTERNAL.formatted("b", "styles", canary)
                                                + EXTERNAL.formatted("c", "sharedStrings", canary + "/strings")
                                                + EXTERNAL.formatted("d", "externalLink", canary + "/link"))),
                        READ),
                parts(
                        "a sheet that is a file of this machine",
                        Map.of(
                                "xl/_rels/workbook.xml.rels",
                                relations(EXTERNAL.formatted("worksheet", "worksheet", "file:///etc/passwd"))),
                        "damaged"),
                parts(
                        "a sheet that leads out of the archive",
                        Map.of(
                                "xl/_rels/workbook.xml.rels",
                                relations(EXTERNAL.formatted("worksheet", "worksheet", "../../../../etc/passwd"))),
                        "damaged"),
                parts(
                        "a reference that is no URI",
                        Map.of(
                                "xl/_rels/workbook.xml.rels",
                                relations(EXTERNAL.formatted("worksheet", "worksheet", "http://[%%%"))),
                        "damaged"),
                parts(
                        "an external workbook",
                        Map.of(
                                "xl/externalLinks/externalLink1.xml",
                                "<externalLink><externalBook r:id='r'/></externalLink>"),
                        READ),
                parts("macros", Map.of("xl/vbaProject.bin", "MZ"), READ),
                parts(
                        "2,000 sheets",
                        Map.of(
                                "xl/workbook.xml",
                                "<workbook xmlns:r='r'><sheets>"
                                        + "<sheet name='Raw' sheetId='1' r:id='worksheet'/>".repeat(2000)
                                        + "</sheets></workbook>"),
                        "limit-exceeded"),
                parts(
                        "a sheet with a name of 60,000 characters",
                        Map.of(
                                "xl/workbook.xml",
                                "<workbook xmlns:r='r'><sheets><sheet name='" + "x".repeat(60_000)
                                        + "' sheetId='1' r:id='worksheet'/></sheets></workbook>"),
                        READ),
                parts("200,000 formats", Map.of("xl/styles.xml", styles(200_000, "0.%d")), "damaged"),
                upload(
                        "100,000 formats that are all used",
                        "excel",
                        () -> formats(),
                        Map.of("values", "displayed"),
                        READ),
                upload(
                        "formats that no formatter takes",
                        "excel",
                        () -> oddFormats(),
                        Map.of("values", "displayed"),
                        READ),
                parts(
                        "XInclude",
                        Map.of(
                                "xl/worksheets/sheet1.xml",
                                "<worksheet xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='" + canary
                                        + "/include'/><sheetData>" + ROW + "</sheetData></worksheet>"),
                        READ),
                parts(
                        "a style sheet for the XML",
                        Map.of(
                                "xl/worksheets/sheet1.xml",
                                "<?xml-stylesheet type='text/xsl' href='" + canary + "/xsl'?><worksheet><sheetData>"
                                        + ROW + "</sheetData></worksheet>"),
                        READ),
                excel("elements in elements", "<x>".repeat(50_000), "damaged"),
                excel(
                        "200,000 attributes",
                        "<row "
                                + IntStream.range(0, 200_000)
                                        .mapToObj(i -> "a" + i + "='x'")
                                        .collect(Collectors.joining(" "))
                                + "/>",
                        "damaged"),
                excel("a name of 5 MB", "<" + HostileWord.random(5 << 20) + "/>", "limit-exceeded"),
                excel(
                        "100,000 names",
                        IntStream.range(0, 100_000)
                                .mapToObj("<a%d/>"::formatted)
                                .collect(Collectors.joining()),
                        "empty"),
                excel("a comment of 9 MB", "<!--" + HostileWord.random(9 << 20) + "-->" + ROW, "limit-exceeded"),
                excel("2 million empty rows", "<row/>".repeat(2_000_000), "limit-exceeded"),
                excel(
                        "escapes of escapes",
                        cells("_x005F_x0000_", "_x0000_", "_xD800_", "_x_x0041__")
                                .replace("<c>", "<c t='str'>"),
                        READ),
                excel("a sheet that breaks off", "<row><c t='str'><v>x", "damaged"));
    }

    private static HostileCase excel(String name, String rows, String outcome) {
        return upload(name, "excel", () -> Office.zip(Office.excel(rows)), outcome);
    }

    private static HostileCase parts(String name, Map<String, String> more, String outcome) {
        return upload(name, "excel", () -> Office.zip(Office.excel(ROW, more)), outcome);
    }

    private static HostileCase merged(String name, String ranges, String how, String outcome) {
        return upload(
                name,
                "excel",
                () -> Office.zip(
                        Office.excel(ROW.repeat(3) + "</sheetData><mergeCells>" + ranges + "</mergeCells><sheetData>")),
                Map.of("merged_cells", how),
                outcome);
    }

    private static String relations(String relations) {
        return "<Relationships>" + relations + "</Relationships>";
    }

    private static String cells(String... values) {
        StringBuilder row = new StringBuilder("<row>");
        for (String value : values) {
            row.append("<c><v>").append(value).append("</v></c>");
        }
        return row.append("</row>").toString();
    }

    /** Small when packed: the names differ in their last characters only. */
    private static String header() {
        String name = "x".repeat(900);
        return "<row>"
                + IntStream.range(0, 16_384)
                        .mapToObj(i -> "<c t='str'><v>" + name + i + "</v></c>")
                        .collect(Collectors.joining())
                + "</row>" + "<row><c><v>1</v></c></row>".repeat(3);
    }

    private static String styles(int count, String code) {
        return "<styleSheet><numFmts>"
                + IntStream.range(0, count)
                        .mapToObj(i -> "<numFmt numFmtId='%d' formatCode='%s'/>".formatted(i + 200, code.formatted(i)))
                        .collect(Collectors.joining())
                + "</numFmts><cellXfs>"
                + IntStream.range(0, count)
                        .mapToObj(i -> "<xf numFmtId='%d'/>".formatted(i + 200))
                        .collect(Collectors.joining())
                + "</cellXfs></styleSheet>";
    }

    private static byte[] formats() throws IOException {
        String rows = IntStream.range(0, 70_000)
                .mapToObj(i -> "<row><c s='%d'><v>%d</v></c></row>".formatted(i, i))
                .collect(Collectors.joining());
        return Office.zip(Office.excel(rows, Map.of("xl/styles.xml", styles(70_000, "0.0\"%d\""))));
    }

    /** Long ones that are almost what a formatter's regular expressions look for. */
    private static byte[] oddFormats() throws IOException {
        List<String> codes = List.of(
                "#?".repeat(120),
                "[&lt;".repeat(60),
                "[$-409]".repeat(35) + "[",
                "\\ ".repeat(120) + "x",
                "0_".repeat(120) + ";;;;;;",
                "[h]".repeat(80) + "[",
                "@".repeat(250),
                "m/".repeat(120),
                "E+".repeat(120),
                "# ?/?".repeat(50),
                "[&gt;=1]".repeat(20) + ";" + "[&lt;1]".repeat(15),
                "&quot;".repeat(199),
                "*".repeat(255),
                "0".repeat(255),
                "0." + "0".repeat(253),
                "General".repeat(36),
                ".".repeat(255),
                "AM/PM".repeat(50),
                "y".repeat(255),
                "[Red]".repeat(50),
                "(((((((((((((((((((((((((((((((((((((",
                "#,##0.00_);[Red](#,##0.00".repeat(9));
        String styles = "<styleSheet><numFmts>"
                + IntStream.range(0, codes.size())
                        .mapToObj(i -> "<numFmt numFmtId='%d' formatCode='%s'/>".formatted(i + 200, codes.get(i)))
                        .collect(Collectors.joining())
                + "</numFmts><cellXfs>"
                + IntStream.range(0, codes.size())
                        .mapToObj(i -> "<xf numFmtId='%d'/>".formatted(i + 200))
                        .collect(Collectors.joining())
                + "</cellXfs></styleSheet>";
        String rows = IntStream.range(0, codes.size())
                .mapToObj(
                        i -> "<row><c s='%d'><v>-44000.123456</v></c><c s='%d'><v>1e300</v></c></row>".formatted(i, i))
                .collect(Collectors.joining());
        return Office.zip(Office.excel(rows, Map.of("xl/styles.xml", styles)));
    }
}
