package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes the compression of answers. */
final class ContentCoding {

    /** What servers are told. */
    static final String ACCEPTED = "gzip, deflate";

    private static final int ZLIB = 8;

    private ContentCoding() {}

    static InputStream decoded(InputStream wire, @Nullable String coding) throws IOException {
        String name = coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> wire;
            case "gzip", "x-gzip" -> gunzipped(wire);
            case "deflate" -> inflated(wire);
            default ->
                throw new UnreadableSourceException(
                        Reason.UNSUPPORTED,
                        "The server's answer is compressed in a way that is not supported. It was told: " + ACCEPTED
                                + ".");
        };
    }

    /** Some servers say so of an answer that has no bytes at all. */
    private static InputStream gunzipped(InputStream wire) throws IOException {
        PushbackInputStream in = new PushbackInputStream(wire, 1);
        int first = in.read();
        if (first < 0) {
            return in;
        }
        in.unread(first);
        return new GZIPInputStream(in);
    }

    /** Some servers leave out the header that RFC 9110 asks for. */
    private static InputStream inflated(InputStream wire) throws IOException {
        PushbackInputStream in = new PushbackInputStream(wire, 2);
        byte[] head = in.readNBytes(2);
        in.unread(head);
        boolean zlib = head.length == 2
                && (head[0] & 0x0f) == ZLIB
                && (((head[0] & 0xff) << Byte.SIZE) | (head[1] & 0xff)) % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!zlib));
    }
}
