package io.scry.ingestor.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Archives as one text, which a fuzzer can change to some effect: each part after a line with its name. What is no such
 * text is left as it is.
 */
final class Parts {

    private static final String MARK = "@@part ";
    private static final int MOST = 200;

    private Parts() {}

    static byte[] archive(byte[] input) throws IOException {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(MARK)) {
            return input;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            java.util.Set<String> names = new java.util.HashSet<>();
            for (String part : text.substring(MARK.length()).split("\n" + MARK, MOST)) {
                int line = part.indexOf('\n');
                String name = line < 0 ? part : part.substring(0, line);
                if (names.add(name)) {
                    zip.putNextEntry(new ZipEntry(name));
                    zip.write(part.substring(line + 1).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IllegalArgumentException e) {
            // The name is longer than an archive takes.
            return input;
        }
        return bytes.toByteArray();
    }

    static byte[] text(byte[] archive) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String head = (text.size() == 0 ? "" : "\n") + MARK + entry.getName() + "\n";
                text.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
                text.writeBytes(zip.readAllBytes());
            }
        }
        return text.toByteArray();
    }
}
