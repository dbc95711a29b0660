package io.scry.ingestor.isolation;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what is written. */
final class Collected implements DataSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final OutputStream target;
    private @Nullable JsonGenerator generator;

    Collected() {
        this.target = bytes;
    }

    Collected(OutputStream target) {
        this.target = target;
    }

    String text() {
        if (generator != null) {
            generator.close();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public JsonGenerator records() {
        JsonGenerator opened =
                new JsonMapper().writer().withRootValueSeparator("\n").createGenerator(target);
        generator = opened;
        return opened;
    }

    @Override
    public JsonGenerator document() {
        return records();
    }

    @Override
    public OutputStream recordBytes() {
        return target;
    }

    @Override
    public OutputStream documentBytes() {
        return target;
    }

    @Override
    public void progress(long done, long total) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
