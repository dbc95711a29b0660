package io.scry.ingestor.adapter.word;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/** Makes the documents that tests read: with POI, or by hand what POI cannot make. */
final class WordDocuments {

    private static final String MAIN =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String NAMESPACES = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            + " xmlns:r=\"" + RELATIONSHIPS + "\""
            + " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
            + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
            + " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
            + " xmlns:v=\"urn:schemas-microsoft-com:vml\"";

    private WordDocuments() {}

    /** Fills a document. */
    interface Content {
        void fill(XWPFDocument document) throws IOException;
    }

    /** A document made with POI that has the styles Title and Heading 1 to 3. */
    static byte[] made(Content content) throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            document.createStyles();
            addStyle(document, "Title", "Title", -1);
            for (int level = 1; level <= 3; level++) {
                addStyle(document, "Heading" + level, "heading " + level, level - 1);
            }
            content.fill(document);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.write(bytes);
            return bytes.toByteArray();
        }
    }

    private static void addStyle(XWPFDocument document, String id, String name, int outlineLevel) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setStyleId(id);
        style.addNewName().setVal(name);
        style.setType(STStyleType.PARAGRAPH);
        if (outlineLevel >= 0) {
            style.addNewPPr().addNewOutlineLvl().setVal(BigInteger.valueOf(outlineLevel));
        }
        document.getStyles().addStyle(new XWPFStyle(style));
    }

    static XWPFParagraph paragraph(XWPFDocument document, String style, String text) {
        XWPFParagraph paragraph = document.createParagraph();
        if (!style.isEmpty()) {
            paragraph.setStyle(style);
        }
        paragraph.createRun().setText(text);
        return paragraph;
    }

    /** A document of paragraphs. */
    static byte[] paragraphs(String... texts) throws IOException {
        return made(document -> {
            for (String text : texts) {
                paragraph(document, "", text);
            }
        });
    }

    /** A document whose body is this, written by hand. */
    static byte[] body(String xml) throws IOException {
        return body(xml, Map.of());
    }

    /** The same, with more parts; those in {@code word/} are related to the main part by their name. */
    static byte[] body(String xml, Map<String, String> more) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", contentTypes(MAIN));
        parts.put("_rels/.rels", relationships(Map.of("officeDocument", "word/document.xml")));
        parts.put("word/document.xml", part("document", "<w:body>" + xml + "</w:body>"));
        Map<String, String> related = new LinkedHashMap<>();
        for (String name : more.keySet()) {
            if (name.startsWith("word/") && !name.contains("_rels")) {
                String file = name.substring("word/".length());
                related.put(file.replaceAll("\\d*\\.xml", ""), file);
            }
        }
        parts.put("word/_rels/document.xml.rels", relationships(related));
        parts.putAll(more);
        return zip(parts);
    }

    static String contentTypes(String mainType) {
        return """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/word/document.xml" ContentType="%s"/></Types>""".formatted(mainType);
    }

    /** A part of Word's with this root element. */
    static String part(String root, String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:" + root + NAMESPACES + ">" + content + "</w:" + root
                + ">";
    }

    /** Relationships, whose ids are the keys, which are their types too. */
    static String relationships(Map<String, String> targets) {
        StringBuilder xml = new StringBuilder(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        targets.forEach((type, target) -> xml.append("<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"%s/>"
                .formatted(
                        type, RELATIONSHIPS, type, target, target.contains("://") ? " TargetMode=\"External\"" : "")));
        return xml.append("</Relationships>").toString();
    }

    static byte[] zip(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** The paragraph with this text, as it is written. */
    static String p(String text) {
        return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    /** Encrypts a document. */
    static byte[] encrypted(byte[] document, String password) throws Exception {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword(password);
            try (var stream = encryptor.getDataStream(container)) {
                stream.write(document);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            container.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }
}
