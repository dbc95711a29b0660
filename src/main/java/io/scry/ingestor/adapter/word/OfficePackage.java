package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** An open archive of parts. Part names have no slash at their beginning, and are found in any case, as Word does. */
final class OfficePackage implements AutoCloseable {

    private final ZipFile zip;
    private final long fileSize;
    private final Limits limits;
    private final long maxDefinitionsSize;
    private final Map<String, ZipEntry> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private OfficePackage(ZipFile zip, long fileSize, Limits limits, long maxDefinitionsSize) {
        this.zip = zip;
        this.fileSize = fileSize;
        this.limits = limits;
        this.maxDefinitionsSize = maxDefinitionsSize;
    }

    /**
     * Opens an archive.
     *
     * @throws UnreadableSourceException if it is damaged, or beyond the limits
     * @throws IOException if the file cannot be read
     */
    static OfficePackage open(Path file, WordOptions options, Limits limits) throws IOException {
        ZipDirectory.check(file, options.maxEntries());
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw new UnreadableSourceException(
                    Reason.DAMAGED,
                    "The document is a ZIP archive that is damaged or cut off: send it again, or open it in Word, let it"
                            + " be repaired, and save it again",
                    e);
        }
        OfficePackage opened = new OfficePackage(
                zip, Files.size(file), limits, options.maxDefinitionsSize().toBytes());
        try {
            opened.list();
            return opened;
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private void list() {
        limits.entries(zip.size());
        zip.stream().forEach(entry -> {
            String name = entry.getName().replace('\\', '/');
            parts.putIfAbsent(name.startsWith("/") ? name.substring(1) : name, entry);
        });
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    /** Whether some part's name ends like this, in any case. */
    boolean hasEnding(String ending) {
        return parts.keySet().stream()
                .anyMatch(name -> name.regionMatches(
                        true, Math.max(0, name.length() - ending.length()), ending, 0, ending.length()));
    }

    /** How many bytes a part says it has when unpacked; 0 if it does not. */
    long size(String part) {
        ZipEntry entry = parts.get(part);
        return entry == null ? 0 : Math.max(0, entry.getSize());
    }

    /** A part to be read through. */
    XmlPart stream(String part, XmlPart.Checkpoint checkpoint) throws IOException {
        return open(part, Long.MAX_VALUE, checkpoint);
    }

    /** A part to be held in memory. */
    XmlPart definitions(String part, XmlPart.Checkpoint checkpoint) throws IOException {
        return open(part, maxDefinitionsSize, checkpoint);
    }

    /** What a part refers to, or the archive as a whole if the name is empty. */
    Relationships relationships(String part, XmlPart.Checkpoint checkpoint) throws IOException, InterruptedException {
        int name = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, name);
        String relationships = folder + "_rels/" + part.substring(name) + ".rels";
        if (!has(relationships)) {
            return Relationships.NONE;
        }
        try (XmlPart xml = definitions(relationships, checkpoint)) {
            return Relationships.read(xml, folder);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private XmlPart open(String part, long maxSize, XmlPart.Checkpoint checkpoint) throws IOException {
        @Nullable ZipEntry entry = parts.get(part);
        if (entry == null) {
            throw Refusals.damaged(part, null);
        }
        // An entry that says it is larger than the whole file would hide how much it unpacks to.
        long packed = Math.clamp(entry.getCompressedSize(), 1, fileSize);
        PartStream stream;
        try {
            stream = new PartStream(zip.getInputStream(entry), limits, packed, maxSize);
        } catch (ZipException e) {
            throw Refusals.damaged(part, e);
        }
        try {
            return new XmlPart(part, stream, limits, checkpoint);
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }
}
