package io.scry.ingestor.adapter.word;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Looks at what the end of a ZIP archive says of its directory, which is else read into memory whatever its size. */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_SIZE = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_SIZE = 56;

    /** The end record, the longest comment after it, and the locator before it. */
    private static final int TAIL = END_SIZE + 0xFFFF + LOCATOR_64_SIZE;

    /** No name and comment of a real document is longer on the average. */
    private static final long BYTES_PER_ENTRY = 1024;

    private ZipDirectory() {}

    /** Refuses an archive whose directory is larger than so many entries can need. */
    static void check(Path file, int maxEntries) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, content.length() - TAIL);
            ByteBuffer tail = read(content, start, (int) (content.length() - start));
            for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
                if (tail.getInt(at) == END && largest(content, tail, at) > BYTES_PER_ENTRY * maxEntries) {
                    throw Refusals.limit(
                            "The archive's directory is too large for %d entries".formatted(maxEntries), "max_entries");
                }
            }
        }
    }

    private static long largest(RandomAccessFile content, ByteBuffer tail, int at) throws IOException {
        long size = Integer.toUnsignedLong(tail.getInt(at + 12));
        // A directory that would begin before the file does is read by nobody.
        size = size > content.length() ? 0 : size;
        int locator = at - LOCATOR_64_SIZE;
        if (locator >= 0 && tail.getInt(locator) == LOCATOR_64) {
            long offset = tail.getLong(locator + 8);
            if (offset >= 0 && offset <= content.length() - END_64_SIZE) {
                ByteBuffer end = read(content, offset, END_64_SIZE);
                long size64 = end.getLong(40);
                if (end.getInt(0) == END_64 && size64 <= content.length()) {
                    size = Math.max(size, size64);
                }
            }
        }
        return size;
    }

    private static ByteBuffer read(RandomAccessFile content, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        content.seek(at);
        content.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
