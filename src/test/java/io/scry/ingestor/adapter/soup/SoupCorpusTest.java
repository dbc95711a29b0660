package io.scry.ingestor.adapter.soup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages that others made. */
class SoupCorpusTest {

    private static final Path CORPUS = Path.of("..", "shared", "corpus", "html");

    @BeforeEach
    void needsTheCorpus() {
        assumeTrue(Files.isDirectory(CORPUS), "There are no real pages at ../shared/corpus/html: skipped");
    }

    private static SoupRun read(Path file) throws IOException, InterruptedException {
        return SoupRun.of(Files.readAllBytes(file), null, null, Map.of());
    }

    @Test
    void readsEveryPage() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(CORPUS)) {
            files = all.toList();
        }
        assertThat(files).hasSizeGreaterThan(10);
        for (Path file : files) {
            SoupRun run = read(file);
            assertThat(run.text()).as("%s", file).isNotBlank().doesNotContain("<p", "\uFFFD");
            assertThat(run.validation().isValid()).isTrue();
            assertThat(new SoupAdapter()
                            .recognise(new io.scry.ingestor.adapter.Head(
                                    Files.readAllBytes(file), String.valueOf(file.getFileName()), null)))
                    .as("%s", file)
                    .isEqualTo(io.scry.ingestor.adapter.Adapter.Match.YES);
        }
        System.out.printf("soup: %d real pages read, none refused%n", files.size());
    }

    @Test
    void readsWhatPeopleSee() throws Exception {
        assertThat(read(CORPUS.resolve("unstructured--example-steelJIS-datasheet-utf-16.html"))
                        .metadata())
                .hasEntrySatisfying("encoding", it -> assertThat(it.toString()).startsWith("UTF-16"));
        assertThat(read(CORPUS.resolve("docling--table_05.html")).data().at("/tables/0/rows"))
                .isNotEmpty();
    }
}
