package io.scry.ingestor.adapter.excel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An xlsx file with parts as they are given, right or wrong. */
final class RawXlsx {

    private final Map<String, String> parts = new LinkedHashMap<>();

    private RawXlsx() {}

    /** A workbook with one sheet. */
    static RawXlsx sheet(String sheetData) {
        return new RawXlsx()
                .part(
                        "[Content_Types].xml",
                        "<Types><Override PartName='/xl/workbook.xml' ContentType="
                                + "'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>")
                .part("_rels/.rels", "<Relationships/>")
                .part(
                        "xl/workbook.xml",
                        "<workbook xmlns:r='r'><sheets><sheet name='Raw' sheetId='1' r:id='r1'/></sheets></workbook>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id='r1' Type='t/worksheet' Target='worksheets/sheet1.xml'/>"
                                + "</Relationships>")
                .part(
                        "xl/worksheets/sheet1.xml",
                        "<worksheet><dimension ref='A1:XFD1048576'/><sheetData>" + sheetData
                                + "</sheetData></worksheet>");
    }

    static RawXlsx archive() {
        return new RawXlsx();
    }

    RawXlsx part(String name, String content) {
        parts.put(name, content);
        return this;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
