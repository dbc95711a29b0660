package io.scry.ingestor.harness;

import io.scry.ingestor.adapter.Output;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes into nothing, as the service writes to its result store: UTF-8, one record a line. */
public final class NullOutput implements Output {

    private final JsonGenerator json =
            JsonMapper.shared().writer().withRootValueSeparator("\n").createGenerator(OutputStream.nullOutputStream());

    @Override
    public JsonGenerator records() {
        return json;
    }

    @Override
    public JsonGenerator document() {
        return json;
    }

    @Override
    public void progress(long done, long total) {
        // Nobody looks.
    }
}
