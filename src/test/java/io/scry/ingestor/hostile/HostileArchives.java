package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.upload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Archives that lie, and XML that reads more than it is, in all the parts that the Office formats have. */
final class HostileArchives {

    private static final int DIRECTORY_FLAGS = 8;
    private static final int DIRECTORY_METHOD = 10;
    private static final int DIRECTORY_PACKED = 20;
    private static final int DIRECTORY_SIZE = 24;

    private static final String LAUGHS = laughs();

    private HostileArchives() {}

    static List<HostileCase> all(String canary) {
        List<HostileCase> cases = new ArrayList<>();
        cases.addAll(archives("word", "word/document.xml", Office.word(Office.p("text"))));
        cases.addAll(
                archives("excel", "xl/worksheets/sheet1.xml", Office.excel("<row><c t='str'><v>text</v></c></row>")));
        Map<String, String> word = new LinkedHashMap<>();
        for (String part : List.of("styles", "numbering", "footnotes", "comments")) {
            word.put("word/" + part + ".xml", Office.part(part, ""));
        }
        cases.addAll(entities("word", Office.word(Office.p("text"), word), "unsupported", canary));
        cases.addAll(entities("excel", excelParts(), "damaged", canary));
        return cases;
    }

    private static Map<String, String> excelParts() {
        Map<String, String> parts = Office.excel(
                "<row><c t='str'><v>text</v></c></row>",
                Map.of(
                        "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='0'/></cellXfs></styleSheet>",
                        "xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>"));
        parts.remove("[Content_Types].xml");
        return parts;
    }

    private static List<HostileCase> archives(String adapter, String main, Map<String, String> parts) {
        // One counts the entries before it reads them, the other finds that they are not there.
        String tooLarge = adapter.equals("excel") ? "limit-exceeded" : "damaged";
        return List.of(
                upload(
                        "a part that unpacks to 60 times what is allowed",
                        adapter,
                        () -> with(parts, main, blown(parts, main)),
                        "limit-exceeded"),
                upload(
                        "the same, with a false packed size to hide it",
                        adapter,
                        () -> Zips.inDirectory(
                                with(parts, main, blown(parts, main)), main, DIRECTORY_PACKED, 4, 400 << 20),
                        "limit-exceeded"),
                upload(
                        "a bomb in a part that nobody reads",
                        adapter,
                        () -> with(parts, "media/image1.png", " ".repeat(40 << 20)),
                        READ),
                upload("20,000 entries", adapter, () -> many(parts, 20_000), "limit-exceeded"),
                upload("an archive in itself", adapter, () -> nested(parts), READ),
                upload(
                        "2,000 entries that share one content",
                        adapter,
                        () -> Zips.overlapping(Office.zip(parts), main, 2000),
                        READ),
                upload(
                        "a size that is too small",
                        adapter,
                        () -> Zips.inDirectory(Office.zip(parts), main, DIRECTORY_SIZE, 4, 1),
                        READ),
                upload(
                        "a size of 4 GiB",
                        adapter,
                        () -> Zips.inDirectory(Office.zip(parts), main, DIRECTORY_SIZE, 4, 0xFFFFFFFEL),
                        READ),
                upload(
                        "a packed size beyond the end of the file",
                        adapter,
                        () -> Zips.inDirectory(Office.zip(parts), main, DIRECTORY_PACKED, 4, 0x7FFFFFFF),
                        READ),
                upload(
                        "an encrypted entry",
                        adapter,
                        () -> Zips.inBoth(Office.zip(parts), main, DIRECTORY_FLAGS, 2, 1),
                        "damaged"),
                upload(
                        "a method of compression that is not known",
                        adapter,
                        () -> Zips.inBoth(Office.zip(parts), main, DIRECTORY_METHOD, 2, 12),
                        "damaged"),
                upload(
                        "a directory beyond the end of the file",
                        adapter,
                        () -> Zips.inEnd(Office.zip(parts), 16, 4, 0x7FFFFFFF),
                        "damaged"),
                upload(
                        "a directory of 2 GiB",
                        adapter,
                        () -> Zips.inEnd(Office.zip(parts), 12, 4, 0x7FFFFFFF),
                        tooLarge),
                upload("a directory of 2^60 entries", adapter, () -> large(Office.zip(parts)), tooLarge),
                upload(
                        "names that lead out of any folder",
                        adapter,
                        () -> with(parts, "../../../../tmp/scry-hostile-was-here", "x"),
                        READ),
                upload("a name of 65,000 bytes", adapter, () -> with(parts, "x".repeat(65_000), "x"), READ),
                upload(
                        "cut off in its directory",
                        adapter,
                        () -> Arrays.copyOf(Office.zip(parts), Office.zip(parts).length - 40),
                        "damaged"));
    }

    private static byte[] with(Map<String, String> parts, String name, String content) throws Exception {
        Map<String, String> more = new LinkedHashMap<>(parts);
        more.put(name, content);
        return Office.zip(more);
    }

    /** A part with 40 MB of blanks behind its first tag. */
    private static String blown(Map<String, String> parts, String name) {
        return parts.getOrDefault(name, "").replaceFirst(">", ">" + " ".repeat(40 << 20));
    }

    private static byte[] many(Map<String, String> parts, int count) throws Exception {
        Map<String, String> more = new LinkedHashMap<>(parts);
        for (int i = 0; i < count; i++) {
            more.put("media/" + i, "");
        }
        return Office.zip(more);
    }

    private static byte[] nested(Map<String, String> parts) throws Exception {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        parts.forEach((name, content) -> bytes.put(name, HostileCase.utf8(content)));
        for (int depth = 0; depth < 20; depth++) {
            bytes.put("embeddings/inner.zip", Zips.of(bytes));
        }
        return Zips.of(bytes);
    }

    /** Puts the end of a ZIP64 archive, with impossible numbers, before the usual one. */
    private static byte[] large(byte[] zip) {
        int end = zip.length - 22;
        ByteBuffer grown = ByteBuffer.allocate(zip.length + 76).order(ByteOrder.LITTLE_ENDIAN);
        grown.put(zip, 0, end);
        grown.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putLong(0);
        grown.putLong(1L << 60).putLong(1L << 60).putLong(1L << 62).putLong(0);
        grown.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        grown.put(zip, end, 22);
        grown.putShort(zip.length + 76 - 12, (short) -1).putInt(zip.length + 76 - 10, -1);
        return grown.array();
    }

    /** Document types in every part that is read. */
    private static List<HostileCase> entities(
            String adapter, Map<String, String> parts, String outcome, String canary) {
        Map<String, String> types = new HashMap<>();
        types.put("a billion laughs", LAUGHS);
        types.put("an entity from elsewhere", "<!DOCTYPE x [<!ENTITY e SYSTEM '%s/entity'>]>".formatted(canary));
        types.put("a document type from elsewhere", "<!DOCTYPE x SYSTEM '%s/dtd'>".formatted(canary));
        types.put(
                "a parameter entity from elsewhere",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM '" + canary + "/parameter'>%p;]>");
        types.put("a file of this machine", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>");
        List<HostileCase> cases = new ArrayList<>();
        parts.forEach((name, content) -> {
            if (!name.equals("[Content_Types].xml")) {
                types.forEach((what, type) -> cases.add(upload(
                        what + " in " + name,
                        adapter,
                        () -> with(parts, name, type + content.replace("text", "&e;")),
                        outcome)));
            }
        });
        return cases;
    }

    private static String laughs() {
        StringBuilder type = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            type.append(
                    "<!ENTITY a%d \"%s\">".formatted(i, "&a%d;".formatted(i - 1).repeat(10)));
        }
        return type.append("<!ENTITY e \"&a29;\">]>").toString();
    }
}
