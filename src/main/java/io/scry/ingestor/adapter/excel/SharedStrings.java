package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.TemporaryFile;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts that cells share, by number. There can be millions, so they lie in a temporary file, each after its length in
 * bytes, and memory holds only where every sixteenth is. First all are added, then they are looked up.
 */
final class SharedStrings implements Closeable {

    private static final int STRIDE = 16;
    private static final ValueLayout.OfInt LENGTH = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final long maxBytes;
    private final Path file;
    private final DataOutputStream out;
    private long[] offsets = new long[64];
    private long bytes;
    private int size;
    private @Nullable Arena arena;
    private MemorySegment texts = MemorySegment.NULL;

    SharedStrings(long maxBytes) throws IOException {
        this.maxBytes = maxBytes;
        this.file = TemporaryFile.create();
        this.out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(file.toFile())));
    }

    void add(String text) throws IOException {
        if (size % STRIDE == 0) {
            if (size / STRIDE == offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
            offsets[size / STRIDE] = bytes;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes += Integer.BYTES + utf8.length;
        if (bytes > maxBytes) {
            throw Refusals.limit(
                    "The texts that cells share are larger than " + maxBytes + " bytes", "max_shared_strings_size");
        }
        out.writeInt(utf8.length);
        out.write(utf8);
        size++;
    }

    /** All have been added. */
    @SuppressWarnings("MustBeClosedChecker") // It is closed with this.
    void seal() throws IOException {
        out.close();
        arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            texts = channel.map(MapMode.READ_ONLY, 0, bytes, arena);
        }
    }

    /** The text of this number, or null if there is none. */
    @Nullable
    String get(int number) {
        if (number < 0 || number >= size) {
            return null;
        }
        long offset = offsets[number / STRIDE];
        for (int i = number % STRIDE; i > 0; i--) {
            offset += Integer.BYTES + texts.get(LENGTH, offset);
        }
        byte[] utf8 = new byte[texts.get(LENGTH, offset)];
        MemorySegment.copy(texts, ValueLayout.JAVA_BYTE, offset + Integer.BYTES, utf8, 0, utf8.length);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        if (arena != null) {
            arena.close();
        }
        out.close();
        Files.deleteIfExists(file);
    }
}
