package io.scry.ingestor.isolation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a parser and the service say to each other over the parser's standard input and output: a byte that says what it
 * is, four for the length, and the content.
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares frames.
sealed interface Frame {

    /** Whoever sends more is not to be trusted. */
    int MOST = 16 * 1024 * 1024;

    /** To the parser: a document to read; JSON of a {@link Job}. */
    record Read(byte[] job) implements Frame {}

    /** From here on all are from the parser. It waits for a document. */
    record Ready() implements Frame {}

    /** The adapter has opened its output, for records or for one document. */
    record Opened(boolean records) implements Frame {}

    /** A piece of the data. */
    record Data(byte[] bytes) implements Frame {}

    /** How far the reading has come. */
    record Progress(long done, long total) implements Frame {}

    /** It was read; JSON of an extraction. */
    record Done(byte[] extraction) implements Frame {}

    /** It was not; JSON of a {@link Failure}. */
    record Failed(byte[] failure) implements Frame {}

    /** Said by nobody: there is nothing more to come. */
    record Gone() implements Frame {}

    default void write(DataOutputStream out) throws IOException {
        switch (this) {
            case Read(byte[] job) -> write(out, 'R', job);
            case Ready() -> write(out, 'I', new byte[0]);
            case Opened(boolean records) -> write(out, records ? 'L' : 'O', new byte[0]);
            case Data(byte[] bytes) -> write(out, 'D', bytes);
            case Progress(long done, long total) -> {
                out.write('P');
                out.writeInt(2 * Long.BYTES);
                out.writeLong(done);
                out.writeLong(total);
            }
            case Done(byte[] extraction) -> write(out, 'E', extraction);
            case Failed(byte[] failure) -> write(out, 'F', failure);
            case Gone() -> throw new IllegalStateException("Nobody says that he is gone");
        }
        out.flush();
    }

    private static void write(DataOutputStream out, char kind, byte[] content) throws IOException {
        out.write(kind);
        out.writeInt(content.length);
        out.write(content);
    }

    /**
     * The next one; {@link Gone} at the end.
     *
     * @throws IOException if what comes is no frame
     */
    static Frame read(DataInputStream in) throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return new Gone();
        }
        try {
            int length = in.readInt();
            if (length < 0 || length > MOST) {
                throw new IOException("A frame of " + length + " bytes was announced");
            }
            return read(kind, in, length);
        } catch (EOFException e) {
            return new Gone();
        }
    }

    private static Frame read(int kind, DataInputStream in, int length) throws IOException {
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            return new Gone();
        }
        return switch (kind) {
            case 'R' -> new Read(content);
            case 'I' -> new Ready();
            case 'L' -> new Opened(true);
            case 'O' -> new Opened(false);
            case 'D' -> new Data(content);
            case 'P' -> progress(content);
            case 'E' -> new Done(content);
            case 'F' -> new Failed(content);
            default -> throw new IOException("There is no frame of kind " + kind);
        };
    }

    private static Frame progress(byte[] content) throws IOException {
        if (content.length != 2 * Long.BYTES) {
            throw new IOException("Progress of " + content.length + " bytes was reported");
        }
        ByteBuffer numbers = ByteBuffer.wrap(content);
        return new Progress(numbers.getLong(), numbers.getLong());
    }
}
