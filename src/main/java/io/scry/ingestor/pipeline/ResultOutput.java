package io.scry.ingestor.pipeline;

import io.scry.ingestor.cluster.Progress;
import io.scry.ingestor.isolation.DataSink;
import io.scry.ingestor.records.Ingestion.Shape;
import io.scry.ingestor.records.Results;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Takes an adapter's data to the result store, shows how far it has come, and stops it when it has to stop. */
final class ResultOutput implements DataSink {

    private static final long SHOW_NANOS = 500_000_000L;

    private final JsonMapper json;
    private final Results.Writer writer;
    private final Consumer<Progress> board;
    private @Nullable JsonGenerator generator;
    private @Nullable Shape shape;
    private long shown = System.nanoTime();

    ResultOutput(JsonMapper json, Results.Writer writer, Consumer<Progress> board) {
        this.json = json;
        this.writer = writer;
        this.board = board;
    }

    @Override
    public JsonGenerator records() {
        return open(Shape.RECORDS);
    }

    @Override
    public JsonGenerator document() {
        return open(Shape.DOCUMENT);
    }

    @Override
    public OutputStream recordBytes() {
        begin(Shape.RECORDS);
        return writer;
    }

    @Override
    public OutputStream documentBytes() {
        begin(Shape.DOCUMENT);
        return writer;
    }

    private JsonGenerator open(Shape opened) {
        begin(opened);
        JsonGenerator opening = json.writer().withRootValueSeparator("\n").createGenerator(writer);
        generator = opening;
        return opening;
    }

    private void begin(Shape opened) {
        if (shape != null) {
            throw new IllegalStateException("An adapter opens its output once");
        }
        shape = opened;
    }

    @Override
    public void progress(long done, long total) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("The extraction was told to stop");
        }
        long now = System.nanoTime();
        if (now - shown > SHOW_NANOS) {
            shown = now;
            board.accept(new Progress(done, total));
        }
    }

    /** Everything that was written has reached the writer afterwards. */
    Shape close() {
        if (shape == null) {
            throw new IllegalStateException("An adapter opens its output before it returns");
        }
        if (generator != null) {
            generator.close();
        }
        return shape;
    }
}
