package io.scry.ingestor.adapter.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
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
        if (length == 0) {
            return 0;
        }
        if (failure != null) {
            throw failure;
        }
        int count = decode(CharBuffer.wrap(buffer, start, length));
        int good = withoutNul(buffer, start, count);
        if (good == 0 && failure != null) {
            throw failure;
        }
        return good == 0 ? -1 : good;
    }

    /** Fills the buffer with at least one character, unless there is none or the bytes are bad. */
    private int decode(CharBuffer to) throws IOException {
        int start = to.position();
        while (to.position() == start && !decoded && failure == null) {
            decodeSome(to);
        }
        return to.position() - start;
    }

    private void decodeSome(CharBuffer to) throws IOException {
        CoderResult result = decoder.decode(bytes, to, inputEnded);
        if (result.isError()) {
            failure = new BadTextException(BadTextException.Kind.WRONG_ENCODING);
        } else if (result.isUnderflow()) {
            if (inputEnded) {
                decoded = !decoder.flush(to).isOverflow();
            } else {
                fill();
            }
        }
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
