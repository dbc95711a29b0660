package io.scry.ingestor.adapter.excel;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The parts of an xlsx file. What they unpack to is counted as it is read: what the archive says of it may be false. */
final class ZipParts implements Closeable {

    private final ZipFile zip;
    private final long fileSize;
    private final Map<String, String> names = new HashMap<>();
    private final Inflation inflation;

    private ZipParts(ZipFile zip, long fileSize, ExcelOptions options) {
        this.zip = zip;
        this.fileSize = fileSize;
        this.inflation = new Inflation(options);
        zip.stream().map(ZipEntry::getName).forEach(name -> names.putIfAbsent(key(name), name));
    }

    static ZipParts open(Path file, int mode, ExcelOptions options) throws IOException {
        ZipDirectory.check(file, options.maxEntries());
        // Before it is opened: one that has been decrypted is deleted then.
        long size = Files.size(file);
        try {
            return new ZipParts(new ZipFile(file.toFile(), mode), size, options);
        } catch (ZipException | EOFException e) {
            throw Refusals.damaged("its ZIP archive is broken or cut off", e);
        }
    }

    boolean has(String part) {
        return names.containsKey(key(part));
    }

    /** How many bytes a part has, as far as the archive tells; 0 if it does not. */
    long size(String part) {
        ZipEntry entry = entry(part);
        return entry == null ? 0 : Math.max(0, entry.getSize());
    }

    /**
     * The content of a part, or null if there is no such part.
     *
     * @param part its path, in any case; slashes and backslashes are the same
     * @param most the most bytes that it may unpack to
     */
    @Nullable
    InputStream open(String part, long most) throws IOException {
        ZipEntry entry = entry(part);
        if (entry == null) {
            return null;
        }
        try {
            // An entry that says it is larger than the whole file would hide how much it unpacks to.
            long packed = Math.clamp(entry.getCompressedSize(), 1, fileSize);
            return inflation.watch(zip.getInputStream(entry), packed, most);
        } catch (ZipException e) {
            throw Refusals.damaged("a part of it cannot be unpacked", e);
        }
    }

    private @Nullable ZipEntry entry(String part) {
        String name = names.get(key(part));
        return name == null ? null : zip.getEntry(name);
    }

    private static String key(String name) {
        String slashed = name.replace('\\', '/').toLowerCase(Locale.ROOT);
        return slashed.startsWith("/") ? slashed.substring(1) : slashed;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
