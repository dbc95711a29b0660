package io.scry.ingestor.isolation;

import io.scry.ingestor.adapter.Output;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Sends what an adapter writes to the service, in pieces. */
final class ParserOutput implements Output {

    private static final long REPORT_NANOS = 100_000_000L;

    private final Consumer<Frame> service;
    private final byte[] buffer;
    private int filled;
    private @Nullable JsonGenerator generator;
    private long reported = System.nanoTime();

    ParserOutput(Consumer<Frame> service, int size) {
        this.service = service;
        this.buffer = new byte[size];
    }

    @Override
    public JsonGenerator records() {
        return open(true);
    }

    @Override
    public JsonGenerator document() {
        return open(false);
    }

    private JsonGenerator open(boolean records) {
        if (generator != null) {
            throw new IllegalStateException("An adapter opens its output once");
        }
        service.accept(new Frame.Opened(records));
        generator = Wire.PAYLOAD.writer().withRootValueSeparator("\n").createGenerator(new Pieces());
        return generator;
    }

    @Override
    public void progress(long done, long total) {
        long now = System.nanoTime();
        if (now - reported > REPORT_NANOS) {
            reported = now;
            service.accept(new Frame.Progress(done, total));
        }
    }

    /** Sends what is left. */
    void close() {
        if (generator == null) {
            throw new IllegalStateException("An adapter opens its output before it returns");
        }
        generator.close();
        send();
    }

    private void send() {
        if (filled > 0) {
            service.accept(new Frame.Data(Arrays.copyOf(buffer, filled)));
            filled = 0;
        }
    }

    private final class Pieces extends OutputStream {

        @Override
        public void write(int b) {
            buffer[filled++] = (byte) b;
            if (filled == buffer.length) {
                send();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int from = offset;
            while (from < offset + length) {
                int part = Math.min(offset + length - from, buffer.length - filled);
                System.arraycopy(bytes, from, buffer, filled, part);
                filled += part;
                from += part;
                if (filled == buffer.length) {
                    send();
                }
            }
        }
    }
}
