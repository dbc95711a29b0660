package io.scry.ingestor.records;

import com.github.luben.zstd.Zstd;
import io.scry.ingestor.bench.LoopDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What cuts a stream into compressed pieces, against zstd on pieces that are there already. */
@State(Scope.Benchmark)
public class ChunkLoops {

    /** As much as Jackson's generators write at once. */
    private static final int PART = 8000;

    private byte[] bytes;

    @Setup
    public void prepare() throws IOException {
        bytes = Files.readAllBytes(LoopDocuments.json());
    }

    @Benchmark
    public void bare(Blackhole hole) {
        for (int from = 0; from < bytes.length; from += Chunks.SIZE) {
            hole.consume(Zstd.compress(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + Chunks.SIZE)), 1));
        }
    }

    @Benchmark
    public int writer(Blackhole hole) {
        Chunks.Writer writer = new Chunks.Writer((_, compressed) -> hole.consume(compressed));
        for (int from = 0; from < bytes.length; from += PART) {
            writer.write(bytes, from, Math.min(PART, bytes.length - from));
        }
        writer.finish();
        return writer.count();
    }
}
