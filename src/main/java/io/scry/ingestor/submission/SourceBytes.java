package io.scry.ingestor.submission;

import io.scry.ingestor.adapter.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a source come from.
 *
 * @param type {@code file}, {@code string} or {@code url}
 * @param bytes opens them; may be called several times
 * @param url where they are fetched from later; null if they are here
 */
record SourceBytes(
        String type,
        @Nullable String name,
        @Nullable String contentType,
        Opener bytes,
        @Nullable String url) {

    /** Bytes that are here. */
    SourceBytes(String type, @Nullable String name, @Nullable String contentType, Opener bytes) {
        this(type, name, contentType, bytes, null);
    }

    /** Bytes that a worker will fetch. */
    static SourceBytes at(String url) {
        return new SourceBytes("url", null, null, InputStream::nullInputStream, url);
    }

    interface Opener {
        InputStream open() throws IOException;
    }

    Head head() throws IOException {
        try (InputStream in = bytes.open()) {
            return new Head(in.readNBytes(Head.SIZE), name, contentType);
        }
    }

    /** The size and the hash of bytes. */
    record Digest(long bytes, String sha256) {}

    Digest digest() throws IOException {
        try (DigestInputStream in = digesting()) {
            return new Digest(in.transferTo(OutputStream.nullOutputStream()), hash(in));
        }
    }

    /** Opens them so that what is read is hashed. */
    DigestInputStream digesting() throws IOException {
        return new DigestInputStream(bytes.open(), sha256());
    }

    /** The hash of what was read, in lower-case hex. */
    static String hash(DigestInputStream read) {
        return HexFormat.of().formatHex(read.getMessageDigest().digest());
    }

    /** The hash of a text, in lower-case hex. */
    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
