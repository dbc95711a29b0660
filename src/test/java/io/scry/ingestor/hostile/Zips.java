package io.scry.ingestor.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives, true ones and ones that lie. */
final class Zips {

    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int END_SIZE = 22;

    private Zips() {}

    static byte[] of(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Writes a number of this many bytes over a field of the directory's entry for a part. */
    static byte[] inDirectory(byte[] zip, String part, int field, int size, long value) {
        byte[] changed = zip.clone();
        ByteBuffer buffer = little(changed);
        put(buffer, entry(buffer, part) + field, size, value);
        return changed;
    }

    /** Writes a number over a field of a part's own header as well as of the directory's entry for it. */
    static byte[] inBoth(byte[] zip, String part, int field, int size, long value) {
        byte[] changed = inDirectory(zip, part, field, size, value);
        ByteBuffer buffer = little(changed);
        int local = buffer.getInt(entry(buffer, part) + 42);
        put(buffer, local + field - 2, size, value);
        return changed;
    }

    /** Writes a number over a field of the record at the archive's end. */
    static byte[] inEnd(byte[] zip, int field, int size, long value) {
        byte[] changed = zip.clone();
        put(little(changed), changed.length - END_SIZE + field, size, value);
        return changed;
    }

    /** Adds entries that all have the content of this part. */
    static byte[] overlapping(byte[] zip, String part, int times) {
        ByteBuffer buffer = little(zip);
        int directory = buffer.getInt(zip.length - END_SIZE + 16);
        int at = entry(buffer, part);
        int nameLength = buffer.getShort(at + 28);
        byte[] original = Arrays.copyOfRange(zip, at, at + CENTRAL_SIZE + nameLength);
        ByteArrayOutputStream grown = new ByteArrayOutputStream();
        grown.write(zip, 0, zip.length - END_SIZE);
        for (int i = 0; i < times; i++) {
            byte[] copy = original.clone();
            byte[] name = "%05d".formatted(i).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(name, 0, copy, CENTRAL_SIZE, Math.min(name.length, nameLength));
            grown.writeBytes(copy);
        }
        byte[] end = Arrays.copyOfRange(zip, zip.length - END_SIZE, zip.length);
        ByteBuffer numbers = little(end);
        short entries = (short) (numbers.getShort(8) + times);
        numbers.putShort(8, entries).putShort(10, entries).putInt(12, grown.size() - directory);
        grown.writeBytes(end);
        return grown.toByteArray();
    }

    private static int entry(ByteBuffer zip, String part) {
        byte[] name = part.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < zip.capacity() - CENTRAL_SIZE - name.length; at++) {
            if (zip.getInt(at) == CENTRAL && zip.getShort(at + 28) == name.length) {
                byte[] found = new byte[name.length];
                zip.get(at + CENTRAL_SIZE, found);
                if (Arrays.equals(found, name)) {
                    return at;
                }
            }
        }
        throw new IllegalArgumentException("There is no part " + part);
    }

    private static void put(ByteBuffer buffer, int at, int size, long value) {
        switch (size) {
            case 2 -> buffer.putShort(at, (short) value);
            case 4 -> buffer.putInt(at, (int) value);
            default -> throw new IllegalArgumentException("Fields have 2 or 4 bytes");
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
