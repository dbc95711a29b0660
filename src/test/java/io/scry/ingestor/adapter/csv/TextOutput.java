package io.scry.ingestor.adapter.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what is written, character by character, as the service writes it: one record a line, in UTF-8. */
final class TextOutput implements Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator json =
            JsonMapper.shared().writer().withRootValueSeparator("\n").createGenerator(bytes);

    @Override
    public JsonGenerator records() {
        return json;
    }

    @Override
    public JsonGenerator document() {
        throw new IllegalStateException("A table is a list of records");
    }

    @Override
    public void progress(long done, long total) {
        assertThat(done).isBetween(0L, total);
    }

    String text() {
        json.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
