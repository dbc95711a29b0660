package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.upload;
import static io.scry.ingestor.hostile.Office.p;
import static io.scry.ingestor.hostile.Office.part;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Word documents. */
final class HostileWord {

    private static final String TABLE = "<w:tbl><w:tr><w:tc>";
    private static final String END_OF_TABLE = "</w:tc></w:tr></w:tbl>";

    private HostileWord() {}

    static List<HostileCase> all(String canary) {
        return List.of(
                word("an image from elsewhere", p("x"), related(Map.of("image", canary + "/image")), READ),
                word("a template from elsewhere", p("x"), related(Map.of("attachedTemplate", canary + "/dotm")), READ),
                word("a frame from elsewhere", p("x"), related(Map.of("frame", canary + "/frame")), READ),
                word("an object that is linked", p("x"), related(Map.of("oleObject", canary + "/ole")), READ),
                word(
                        "a chunk of another format from elsewhere",
                        p("x") + "<w:altChunk r:id=\"aFChunk\"/>",
                        related(Map.of("aFChunk", canary + "/chunk")),
                        READ),
                word(
                        "a chunk of HTML that would be included",
                        p("x") + "<w:altChunk r:id=\"aFChunk\"/>",
                        Map.of("word/aFChunk.html", "<script src='%s/script'></script>".formatted(canary)),
                        READ),
                word(
                        "pictures and documents that fields include",
                        field("INCLUDEPICTURE \\\"%s/picture\\\" \\\\d".formatted(canary))
                                + field("INCLUDETEXT \\\"%s/text\\\"".formatted(canary))
                                + field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \\\"/k calc\\\""),
                        Map.of(),
                        READ),
                word(
                        "XInclude",
                        "<xi:include href=\"%s/include\" parse=\"text\"/>".formatted(canary) + p("x"),
                        Map.of(),
                        READ),
                word(
                        "styles that are wanted from elsewhere",
                        p("x"),
                        related(Map.of("styles", canary + "/styles")),
                        READ),
                word(
                        "relations that lead out of the archive",
                        p("x"),
                        related(Map.of("styles", "../../../etc/passwd")),
                        READ),
                upload(
                        "a main part that is a file of this machine",
                        "word",
                        () -> Office.zip(Map.of(
                                "_rels/.rels", Office.relationships(Map.of("officeDocument", "file:///etc/passwd")))),
                        "wrong-type"),
                word("macros", p("x"), Map.of("word/vbaProject.bin", "Attribute VB_Name"), READ),
                word("an embedded object", p("x"), Map.of("word/embeddings/oleObject1.bin", "MZ"), READ),
                word("styles that inherit from each other", styled("a"), Map.of("word/styles.xml", circle()), READ),
                word(
                        "50,000 styles one from the other",
                        styled("s49999"),
                        Map.of("word/styles.xml", chain(50_000)),
                        READ),
                word("lists that refer to each other", listed("1"), Map.of("word/numbering.xml", numbering()), READ),
                word(
                        "a list that begins with 2^31-1",
                        listed("1").repeat(3),
                        Map.of(
                                "word/numbering.xml",
                                part(
                                        "numbering",
                                        "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"2147483647\"/>"
                                                + "<w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1%1%1%1%1\"/></w:lvl></w:abstractNum>"
                                                + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>")),
                        READ),
                word(
                        "tables in tables, as deep as is allowed",
                        TABLE.repeat(60) + p("x") + END_OF_TABLE.repeat(60),
                        READ),
                word(
                        "tables in tables without end",
                        TABLE.repeat(50_000) + END_OF_TABLE.repeat(50_000),
                        "limit-exceeded"),
                word("a cell over 2 billion columns", cell("<w:gridSpan w:val=\"2000000000\"/>"), "limit-exceeded"),
                word("a cell over -1 columns", cell("<w:gridSpan w:val=\"-1\"/>"), READ),
                word("changes in changes", nested("ins", 50_000, "x"), "limit-exceeded"),
                upload(
                        "changes in changes that are all told",
                        "word",
                        () -> Office.zip(Office.word(nested("ins", 150, "x".repeat(900_000)))),
                        Map.of("tracked_changes", "show"),
                        READ),
                word(
                        "links in links",
                        nested("fldSimple w:instr=\"HYPERLINK http://a/\"", 150, "x".repeat(900_000)),
                        READ),
                word(
                        "50,000 fields that never end",
                        "<w:p>" + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".repeat(50_000) + "</w:p>",
                        "limit-exceeded"),
                word(
                        "30,000 text boxes in a paragraph",
                        "<w:p>" + ("<w:r><w:txbxContent>" + p("x") + "</w:txbxContent></w:r>").repeat(30_000)
                                + "</w:p>",
                        "limit-exceeded"),
                word("a text of 3 million characters", p("x".repeat(3_000_000)), "limit-exceeded"),
                word("300,000 empty paragraphs", "<w:p/>".repeat(300_000), "limit-exceeded"),
                word("a comment of 9 MB", "<!--" + random(9 << 20) + "-->", "limit-exceeded"),
                word("an instruction of 9 MB", "<?x " + random(9 << 20) + "?>", "limit-exceeded"),
                word("an attribute of 9 MB", "<w:p w:x=\"" + random(9 << 20) + "\"/>", "limit-exceeded"),
                word("an element with 50,000 attributes", "<w:p " + attributes(50_000, "a") + "/>", "damaged"),
                word("an element with 50,000 namespaces", "<w:p " + attributes(50_000, "xmlns:a") + "/>", READ),
                word("a name of 2 MB", "<" + "x".repeat(2 << 20) + "/>", "damaged"),
                word(
                        "100,000 names",
                        IntStream.range(0, 100_000)
                                .mapToObj("<w:a%d/>"::formatted)
                                .collect(Collectors.joining()),
                        READ),
                word("alternatives in alternatives", nested("mc:AlternateContent", 50_000, "x"), "limit-exceeded"),
                word("characters that XML does not have", p("&#0;&#xD800;"), "damaged"),
                word("a main part that breaks off", "<w:p><w:r><w:t>x", "damaged"),
                upload("a main part in UTF-16 with a document type", "word", () -> utf16(), "unsupported"),
                upload(
                        "a key that takes 2 billion rounds",
                        "word",
                        () -> encrypted(),
                        Map.of("password", "x"),
                        "limit-exceeded"),
                upload("an old container whose sectors go in a circle", "word", () -> circular(), "unsupported"));
    }

    private static HostileCase word(String name, String body, String outcome) {
        return word(name, body, Map.of(), outcome);
    }

    private static HostileCase word(String name, String body, Map<String, String> more, String outcome) {
        return upload(name, "word", () -> Office.zip(Office.word(body, more)), outcome);
    }

    private static Map<String, String> related(Map<String, String> targets) {
        return Map.of("word/_rels/document.xml.rels", Office.relationships(targets));
    }

    private static String field(String instruction) {
        return "<w:p><w:fldSimple w:instr=\"" + instruction.replace("\\\"", "&quot;")
                + "\"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>";
    }

    private static String styled(String style) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    }

    private static String listed(String list) {
        return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" + list
                + "\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    }

    private static String circle() {
        return part(
                "styles",
                "<w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>");
    }

    private static String chain(int length) {
        return part(
                "styles",
                IntStream.range(0, length)
                        .mapToObj(i ->
                                "<w:style w:styleId=\"s%d\"><w:basedOn w:val=\"s%d\"/></w:style>".formatted(i, i - 1))
                        .collect(Collectors.joining()));
    }

    private static String numbering() {
        return part(
                "numbering",
                "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"a\"/></w:abstractNum>"
                        + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
                        + "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"3\"/></w:num>");
    }

    private static String cell(String properties) {
        return "<w:tbl><w:tr><w:tc><w:tcPr>" + properties + "</w:tcPr>" + p("x") + "</w:tc></w:tr></w:tbl>";
    }

    private static String nested(String element, int depth, String text) {
        String end = "</w:%s>".formatted(element.split(" ", 2)[0]).replace("w:mc:", "mc:");
        return "<w:p>" + ("<w:" + element + ">").replace("w:mc:", "mc:").repeat(depth) + "<w:r><w:t>" + text
                + "</w:t></w:r>" + end.repeat(depth) + "</w:p>";
    }

    private static String attributes(int count, String prefix) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i + "=\"x\"").collect(Collectors.joining(" "));
    }

    /** Text that does not pack well. */
    static String random(int length) {
        java.util.Random random = new java.util.Random(1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static byte[] utf16() throws Exception {
        Map<String, String> parts = Office.word(p("x"));
        String type = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>";
        java.util.LinkedHashMap<String, byte[]> bytes = new java.util.LinkedHashMap<>();
        parts.forEach((name, content) -> bytes.put(
                name,
                name.equals("word/document.xml")
                        ? ("\uFEFF" + type + content).getBytes(StandardCharsets.UTF_16LE)
                        : HostileCase.utf8(content)));
        return Zips.of(bytes);
    }

    private static byte[] encrypted() throws Exception {
        try (POIFSFileSystem container = new POIFSFileSystem();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("x");
            try (var stream = encryptor.getDataStream(container)) {
                stream.write(Office.zip(Office.word(p("x"))));
            }
            try (InputStream info = container.getRoot().createDocumentInputStream("EncryptionInfo")) {
                String text = new String(info.readAllBytes(), StandardCharsets.ISO_8859_1)
                        .replaceAll("spinCount=\"\\d+\"", "spinCount=\"2147483647\"");
                container.getRoot().getEntryCaseInsensitive("EncryptionInfo").delete();
                container.createDocument(
                        new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "EncryptionInfo");
            }
            container.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }

    /** Every sector is followed by the first. */
    private static byte[] circular() throws Exception {
        try (POIFSFileSystem container = new POIFSFileSystem();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            container.createDocument(new java.io.ByteArrayInputStream(new byte[100_000]), "WordDocument");
            container.writeFilesystem(bytes);
            byte[] file = bytes.toByteArray();
            int table = 512
                    * (1
                            + java.nio.ByteBuffer.wrap(file)
                                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                                    .getInt(76));
            Arrays.fill(file, table + 8, table + 400, (byte) 0);
            return file;
        }
    }
}
