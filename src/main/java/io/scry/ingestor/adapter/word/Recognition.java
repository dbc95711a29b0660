package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Tells a Word document by its first bytes, and where they are mute, by its name and type. */
final class Recognition {

    static final List<String> MEDIA_TYPES = List.of(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.ms-word.document.macroenabled.12",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
            "application/vnd.ms-word.template.macroenabled.12");

    private static final String OLD_TYPE = "application/msword";
    private static final int MAX_DESCRIPTION = 64 * 1024;

    private Recognition() {}

    static Match of(Head head) {
        return switch (Container.of(head.bytes())) {
            case ZIP -> ofArchive(head);
            case OLE2 -> ofOldDocument(head);
            case RTF -> Match.YES;
            case OTHER -> Match.NO;
        };
    }

    private static Match ofArchive(Head head) {
        try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(head.bytes()))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                String name = entry.getName().replace('\\', '/').toLowerCase(Locale.ROOT);
                if (name.startsWith("word/")) {
                    return Match.YES;
                }
                if (name.startsWith("xl/") || name.startsWith("ppt/") || name.equals("mimetype")) {
                    return Match.NO;
                }
                if (name.equals("[content_types].xml") || name.equals("_rels/.rels")) {
                    Match match = ofDescription(archive);
                    if (match != Match.MAYBE) {
                        return match;
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // The head ends in the middle of an entry, or it has a name that is no text: that tells nothing.
            return ofName(head);
        }
        return ofName(head);
    }

    /** What the archive says of its own main part. */
    private static Match ofDescription(ZipInputStream archive) throws IOException {
        byte[] description = archive.readNBytes(MAX_DESCRIPTION);
        String text = new String(description, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        if (text.contains("wordprocessingml.document.main")
                || text.contains("wordprocessingml.template.main")
                || text.contains("ms-word.document.macroenabled.main")
                || text.contains("ms-word.template.macroenabledtemplate.main")
                || text.contains("word/document.xml")) {
            return Match.YES;
        }
        boolean other = text.contains("spreadsheetml") || text.contains("presentationml") || text.contains("ms-excel");
        return other ? Match.NO : Match.MAYBE;
    }

    private static Match ofName(Head head) {
        boolean called = head.hasExtension("docx", "docm", "dotx", "dotm") || MEDIA_TYPES.contains(type(head));
        return called ? Match.YES : Match.NO;
    }

    private static Match ofOldDocument(Head head) {
        // Names of streams are in UTF-16, of which nothing is left but the letters.
        String names = new String(head.bytes(), StandardCharsets.ISO_8859_1).replace("\0", "");
        boolean called = head.hasExtension("doc", "dot") || type(head).equals(OLD_TYPE) || ofName(head) == Match.YES;
        if (called || names.contains("WordDocument")) {
            return Match.YES;
        }
        return names.contains("EncryptedPackage") ? Match.MAYBE : Match.NO;
    }

    private static String type(Head head) {
        String type = head.contentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
