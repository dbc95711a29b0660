package io.scry.ingestor.adapter.excel;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Looks at how large a ZIP archive's directory says it is, before it is opened: opening reads all of the directory into
 * memory. Whatever could be taken for the directory's end is looked at, so that a false one hides no true one.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_SIZE = 20;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private ZipDirectory() {}

    static void check(Path file, int maxEntries) throws IOException {
        try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r")) {
            int size = (int) Math.min(zip.length(), END_SIZE + LONGEST_COMMENT + LOCATOR_64_SIZE);
            ByteBuffer tail = read(zip, zip.length() - size, size);
            for (int at = size - END_SIZE; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    check(tail.getShort(at + 10) & 0xFFFF, tail.getInt(at + 12) & 0xFFFFFFFFL, maxEntries);
                    checkLarge(zip, tail, at - LOCATOR_64_SIZE, maxEntries);
                }
            }
        }
    }

    private static void checkLarge(RandomAccessFile zip, ByteBuffer tail, int locator, int maxEntries)
            throws IOException {
        if (locator < 0 || tail.getInt(locator) != LOCATOR_64) {
            return;
        }
        long position = tail.getLong(locator + 8);
        if (position < 0 || position > zip.length() - 56) {
            return;
        }
        ByteBuffer end = read(zip, position, 56);
        if (end.getInt(0) == END_64) {
            check(end.getLong(32), end.getLong(40), maxEntries);
        }
    }

    private static void check(long entries, long bytes, int maxEntries) {
        boolean large = entries == 0xFFFF && bytes == 0xFFFFFFFFL;
        if (!large && (entries > maxEntries || entries < 0 || bytes > MOST_BYTES || bytes < 0)) {
            throw Refusals.limit("The file has more than " + maxEntries + " entries", "max_entries");
        }
    }

    private static ByteBuffer read(RandomAccessFile zip, long position, int size) throws IOException {
        byte[] bytes = new byte[size];
        zip.seek(position);
        zip.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
