package io.scry.ingestor.adapter.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(300)
class WordCorpusTest {

    private static final Path CORPUS = Path.of("../shared/corpus");

    private final AdapterHarness<WordOptions> word = new AdapterHarness<>(new WordAdapter());

    @BeforeEach
    void needsTheCorpus() {
        assumeTrue(Files.isDirectory(CORPUS), "There are no real documents at ../shared/corpus: skipped");
    }

    @Test
    void readsEveryRealDocument() throws Exception {
        for (Path file : files("docx")) {
            for (String changes : List.of("accept", "reject", "show")) {
                assertThat(texts(word.extract(file, Map.of("tracked_changes", changes))
                                .data()))
                        .as("%s", file)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void saysWhatToDoWithOldDocumentsAndGivesAPayloadOrAReasonForHostileOnes() throws Exception {
        Map<String, Reason> refused = new TreeMap<>();
        List<Path> files = new ArrayList<>(files("doc"));
        files.addAll(files("hostile").stream()
                .filter(it -> it.toString().contains(".doc"))
                .toList());
        for (Path file : files) {
            try {
                word.extract(file, Map.of());
            } catch (UnreadableSourceException e) {
                refused.put(String.valueOf(file.getFileName()), e.reason());
                assertThat(e).as("%s", file).hasMessageContaining("Word");
            }
        }
        System.out.printf(
                "word: %d of %d old and hostile documents are refused: %s%n", refused.size(), files.size(), refused);
        assertThat(files("doc"))
                .allSatisfy(
                        it -> assertThat(refused).containsEntry(String.valueOf(it.getFileName()), Reason.UNSUPPORTED));
        assertThat(refused).doesNotContainKey("docling--docx_external_image.docx");
    }

    @Test
    void missesNoWordThatPoiFinds() throws Exception {
        long all = 0;
        Map<String, List<String>> missing = new TreeMap<>();
        for (Path file : files("docx")) {
            Map<String, Integer> ours = words(texts(word.extract(file, Map.of()).data()));
            for (String found : poiWords(file)) {
                all++;
                if (ours.merge(found, -1, Integer::sum) < 0) {
                    missing.computeIfAbsent(String.valueOf(file.getFileName()), it -> new ArrayList<>())
                            .add(found);
                }
            }
        }
        System.out.printf("word: of %d words that POI finds, these are not in the payload: %s%n", all, missing);
        assertThat(all).isGreaterThan(1000);
        assertThat(missing).isEmpty();
    }

    private static List<String> poiWords(Path file) throws IOException {
        try (XWPFDocument document = new XWPFDocument(Files.newInputStream(file));
                XWPFWordExtractor extractor = new XWPFWordExtractor(document)) {
            // What POI writes for references to notes, for form fields and before comments is its own.
            return split(extractor
                    .getText()
                    .replaceAll("\\[(footnoteRef|endnoteRef):[^]]*]|\\|[X_]\\||Comment by(?= )", " "));
        }
    }

    private static Map<String, Integer> words(List<String> texts) {
        Map<String, Integer> words = new HashMap<>();
        texts.forEach(text -> split(text).forEach(word -> words.merge(word, 1, Integer::sum)));
        return words;
    }

    private static List<String> split(String text) {
        return Stream.of(text.split("[^\\p{L}\\p{N}]+"))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    /** Every text in the payload but the combined one, which repeats them. */
    private static List<String> texts(JsonNode data) {
        List<String> texts = new ArrayList<>();
        data.propertyStream().filter(it -> !it.getKey().equals("text")).forEach(it -> collect(it.getValue(), texts));
        return texts;
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isString()) {
            texts.add(node.stringValue());
        }
        node.valueStream().forEach(it -> collect(it, texts));
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
            return files.sorted().toList();
        }
    }
}
