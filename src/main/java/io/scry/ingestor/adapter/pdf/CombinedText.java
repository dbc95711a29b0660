package io.scry.ingestor.adapter.pdf;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccess;
import org.apache.pdfbox.io.RandomAccessInputStream;
import org.apache.pdfbox.io.ScratchFile;
import tools.jackson.core.JsonGenerator;

/** The text of all pages, held in little memory: what is more than that lies in a scratch file until it is closed. */
final class CombinedText implements AutoCloseable {

    private static final long MEMORY = 1L << 20;

    private final ScratchFile scratch;
    private final RandomAccess text;
    private final String separator;
    private boolean started;

    CombinedText(String separator) throws IOException {
        this.separator = separator;
        scratch = new ScratchFile(MemoryUsageSetting.setupMixed(MEMORY));
        text = scratch.createBuffer();
    }

    void add(String page) throws IOException {
        text.write(((started ? separator : "") + page).getBytes(StandardCharsets.UTF_8));
        started = true;
    }

    void write(JsonGenerator json) throws IOException {
        text.seek(0);
        try (Reader reader = new InputStreamReader(new RandomAccessInputStream(text), StandardCharsets.UTF_8)) {
            json.writeString(reader, -1);
        }
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
