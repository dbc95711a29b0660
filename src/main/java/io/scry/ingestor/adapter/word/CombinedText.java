package io.scry.ingestor.adapter.word;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.commons.io.output.DeferredFileOutputStream;
import tools.jackson.core.JsonGenerator;

/** The text of all blocks, held in little memory: what is more than that lies in a temporary file until it is closed. */
final class CombinedText implements AutoCloseable {

    private static final int MEMORY = 1 << 20;

    private final DeferredFileOutputStream text;
    private final String separator;
    private final boolean wanted;
    private boolean started;

    /**
     * @param separator stands between two blocks
     * @param wanted whether anything is kept at all
     */
    CombinedText(String separator, boolean wanted) {
        this.separator = separator;
        this.wanted = wanted;
        text = DeferredFileOutputStream.builder()
                .setThreshold(MEMORY)
                .setPrefix("word-text")
                .setSuffix(".txt")
                .get();
    }

    /** Begins a block. */
    void start() throws IOException {
        if (started) {
            add(separator);
        }
        started = true;
    }

    /** Adds to the block that was begun. */
    void add(String characters) throws IOException {
        if (wanted) {
            text.write(characters.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes it as a property of the current object, if it is wanted. */
    void write(JsonGenerator json) throws IOException {
        if (!wanted) {
            return;
        }
        text.close();
        json.writeName("text");
        try (Reader reader = new InputStreamReader(text.toInputStream(), StandardCharsets.UTF_8)) {
            json.writeString(reader, -1);
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
        if (!text.isInMemory() && text.getPath() != null) {
            Files.deleteIfExists(text.getPath());
        }
    }
}
