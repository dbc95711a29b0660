package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.bench.LoopDocuments;
import io.scry.ingestor.harness.NullOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/** The json adapter, which checks and writes what it reads, against Jackson's tokens alone and copied one by one. */
@State(Scope.Benchmark)
public class JsonLoops {

    private final JsonAdapter adapter = new JsonAdapter();
    private final JsonOptions options = new AdapterHarness<>(adapter).options(Map.of());
    private Path file;

    @Setup
    public void prepare() throws IOException {
        file = LoopDocuments.json();
    }

    @Benchmark
    public long bare() {
        long tokens = 0;
        try (JsonParser parser = JsonMapper.shared().createParser(file)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    @Benchmark
    public Object copy() {
        NullOutput output = new NullOutput();
        try (JsonParser parser = JsonMapper.shared().createParser(file);
                JsonGenerator target = output.records()) {
            while (parser.nextToken() != null) {
                target.copyCurrentEventExact(parser);
            }
        }
        return output;
    }

    @Benchmark
    public Object adapter() throws IOException, InterruptedException {
        NullOutput output = new NullOutput();
        Object extraction = adapter.extract(new Document(file, null, null), options, output);
        output.records().close();
        return extraction;
    }
}
