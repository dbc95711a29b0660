package io.scry.ingestor.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of Word documents and Excel workbooks, as few as it takes. */
final class Office {

    static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static final String WORD = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            + " xmlns:r=\"" + RELATIONSHIPS + "\""
            + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
            + " xmlns:xi=\"http://www.w3.org/2001/XInclude\"";

    private static final String CONTENT_TYPES = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Default Extension="xml" ContentType="application/xml"/>\
            <Override PartName="/%s" ContentType="application/vnd.openxmlformats-officedocument.%s.main+xml"/></Types>""";

    private Office() {}

    /** A document with this body and these other parts, which are related to it by their names. */
    static Map<String, String> word(String body, Map<String, String> more) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", CONTENT_TYPES.formatted("word/document.xml", "wordprocessingml.document"));
        parts.put("_rels/.rels", relationships(Map.of("officeDocument", "word/document.xml")));
        parts.put("word/document.xml", part("document", "<w:body>" + body + "</w:body>"));
        Map<String, String> related = new LinkedHashMap<>();
        more.keySet().stream()
                .filter(name -> name.startsWith("word/") && !name.contains("_rels"))
                .forEach(name -> related.put(name.replaceAll("word/|\\d*\\.\\w+$", ""), name.substring(5)));
        parts.put("word/_rels/document.xml.rels", relationships(related));
        parts.putAll(more);
        return parts;
    }

    static Map<String, String> word(String body) {
        return word(body, Map.of());
    }

    /** A part of Word's with this root element. */
    static String part(String root, String content) {
        return "<w:" + root + WORD + ">" + content + "</w:" + root + ">";
    }

    static String p(String text) {
        return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    /** A workbook with these rows in its sheet, and these other parts. */
    static Map<String, String> excel(String rows, Map<String, String> more) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", CONTENT_TYPES.formatted("xl/workbook.xml", "spreadsheetml.sheet"));
        parts.put("_rels/.rels", relationships(Map.of("officeDocument", "xl/workbook.xml")));
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns:r='r'><sheets><sheet name='Raw' sheetId='1' r:id='worksheet'/></sheets></workbook>");
        parts.put("xl/_rels/workbook.xml.rels", relationships(Map.of("worksheet", "worksheets/sheet1.xml")));
        parts.put("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
        parts.putAll(more);
        return parts;
    }

    static Map<String, String> excel(String rows) {
        return excel(rows, Map.of());
    }

    /** Relationships by their types, which are their ids too. */
    static String relationships(Map<String, String> targets) {
        StringBuilder xml = new StringBuilder(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        targets.forEach((type, target) -> xml.append("<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"%s/>"
                .formatted(type, RELATIONSHIPS, type, target, target.contains(":") ? " TargetMode=\"External\"" : "")));
        return xml.append("</Relationships>").toString();
    }

    static byte[] zip(Map<String, String> parts) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        parts.forEach((name, content) -> bytes.put(name, content.getBytes(StandardCharsets.UTF_8)));
        return Zips.of(bytes);
    }
}
