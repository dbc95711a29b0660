package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.bench.LoopDocuments;
import io.scry.ingestor.harness.NullOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The html adapter as it is shipped, against jsoup's parser and the text that it makes of a page. */
@State(Scope.Benchmark)
public class SoupLoops {

    private final SoupAdapter adapter = new SoupAdapter();
    private final SoupOptions options = new AdapterHarness<>(adapter).options(Map.of());
    private Path file;

    @Setup
    public void prepare() throws IOException {
        file = LoopDocuments.html();
    }

    @Benchmark
    public String bare() throws IOException {
        return Jsoup.parse(file).text();
    }

    @Benchmark
    public Object adapter() throws IOException, InterruptedException {
        NullOutput output = new NullOutput();
        Object extraction = adapter.extract(new Document(file, null, null), options, output);
        output.document().close();
        return extraction;
    }
}
