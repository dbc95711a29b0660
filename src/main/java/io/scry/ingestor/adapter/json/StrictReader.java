package io.scry.ingestor.adapter.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/** The characters of a file. Bytes that are none in its encoding are an error with a place, never replaced. */
final class StrictReader extends Reader {

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final TextEncoding encoding;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private long read;
    private boolean atEnd;

    StrictReader(Path file, TextEncoding encoding) throws IOException {
        this.encoding = encoding;
        this.decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.in = Files.newInputStream(file);
        fill();
        bytes.position(Math.min(encoding.markLength(), bytes.limit()));
    }

    /** How many bytes were taken from the file so far. */
    long bytesRead() {
        return read;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        CharBuffer chars = CharBuffer.wrap(target, offset, length);
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, atEnd);
            int count = chars.position();
            if (count > 0) {
                return count;
            }
            if (result.isError()) {
                throw new MalformedTextException(read - bytes.remaining(), encoding);
            }
            if (atEnd) {
                return -1;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            atEnd = true;
        } else {
            read += count;
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Bytes that are no character in the encoding of the text. */
    static final class MalformedTextException extends IOException {

        @Serial
        private static final long serialVersionUID = 1;

        /**
         * @param offset how many bytes stand before them
         */
        MalformedTextException(long offset, TextEncoding encoding) {
            super("Byte " + (offset + 1) + " of the source is not valid "
                    + encoding.charset().name()
                    + ". JSON is exchanged in UTF-8: convert the source and send it again.");
        }
    }
}
