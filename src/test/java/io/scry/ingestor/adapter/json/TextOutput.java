package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.Output;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what an adapter writes as the text that it is, one record a line; it is UTF-8, as in the result store. */
final class TextOutput implements Output {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator generator;
    long reports;
    long lastDone;
    boolean records;

    TextOutput() {
        generator = generator(bytes);
    }

    static JsonGenerator generator(OutputStream target) {
        return JSON.writer().withRootValueSeparator("\n").createGenerator(target);
    }

    @Override
    public JsonGenerator records() {
        records = true;
        return generator;
    }

    @Override
    public JsonGenerator document() {
        return generator;
    }

    @Override
    public void progress(long done, long total) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        reports++;
        lastDone = done;
    }

    String text() {
        generator.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
