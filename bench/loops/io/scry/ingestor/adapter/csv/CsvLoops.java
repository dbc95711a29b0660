package io.scry.ingestor.adapter.csv;

import io.scry.ingestor.bench.LoopDocuments;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The csv adapter, which reads a file twice and writes JSON, against a loop over FastCSV's records. */
@State(Scope.Benchmark)
public class CsvLoops {

    private CsvSpeed speed;

    @Setup
    public void prepare() throws IOException {
        speed = new CsvSpeed(LoopDocuments.csv());
    }

    @Benchmark
    public long bare() throws IOException {
        return speed.loop();
    }

    @Benchmark
    public Object adapter() throws IOException, InterruptedException {
        return speed.extract();
    }
}
