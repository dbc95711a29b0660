package io.scry.ingestor.adapter.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a file. It counts the bytes it has read, and ends with a {@link BadTextException} where bytes are not
 * in the encoding, or make the character NUL; all characters before that are read first, so that the place can be found.
 */
final class SourceReader extends Reader {

    private static final int BUFFER_SIZE = 64 * 1024;

    /**
     * The decoders of the JDK are many times faster on the ASCII that their input begins with than on any after it, so
     * they are given pieces that end this many bytes after the first that is not ASCII.
     */
    private static final int WINDOW = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long NON_ASCII = 0x8080808080808080L;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_SIZE).flip();
    private long bytesRead;
    private boolean inputEnded;
    private boolean decoded;
    private @Nullable BadTextException failure;

    SourceReader(Path file, TextEncoding encoding) throws IOException {
        in = Files.newInputStream(file);
        in.skipNBytes(encoding.markLength());
        decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** How many bytes were taken from the file, read as characters or not. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read(char[] buffer, int start, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        CharBuffer to = CharBuffer.wrap(buffer, start, length).slice();
        while (!decoded && failure == null && decodeSome(to)) {
            // Until the buffer is full, or the bytes at hand are used up.
        }
        int good = withoutNul(buffer, start, length - to.remaining());
        if (good == 0 && failure != null) {
            throw failure;
        }
        return good == 0 && decoded ? -1 : good;
    }

    /** Whether there is more to do before the characters can be handed out. */
    private boolean decodeSome(CharBuffer to) throws IOException {
        int end = bytes.limit();
        int soon = Math.min(end, bytes.position() + to.remaining());
        int window = Math.min(end, firstNonAscii(bytes.array(), bytes.position(), soon) + WINDOW);
        bytes.limit(window);
        CoderResult result = decoder.decode(bytes, to, inputEnded && window == end);
        bytes.limit(end);
        if (result.isError()) {
            failure = new BadTextException(BadTextException.Kind.WRONG_ENCODING);
            return false;
        }
        if (result.isOverflow()) {
            return false;
        }
        return window < end || refill(to);
    }

    private boolean refill(CharBuffer to) throws IOException {
        if (inputEnded) {
            decoded = !decoder.flush(to).isOverflow();
            return false;
        }
        boolean nothingYet = to.position() == 0;
        if (nothingYet) {
            fill();
        }
        return nothingYet;
    }

    /** The place of the first byte that is not ASCII, or somewhat before it. */
    private static int firstNonAscii(byte[] bytes, int start, int end) {
        int i = start;
        while (i + Long.BYTES <= end && ((long) LONGS.get(bytes, i) & NON_ASCII) == 0) {
            i += Long.BYTES;
        }
        return i;
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            inputEnded = true;
        } else {
            bytesRead += count;
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    private int withoutNul(char[] buffer, int start, int count) {
        for (int i = start; i < start + count; i++) {
            if (buffer[i] == 0) {
                failure = new BadTextException(BadTextException.Kind.NUL);
                return i - start;
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
