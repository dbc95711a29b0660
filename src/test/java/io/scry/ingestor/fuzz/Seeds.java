package io.scry.ingestor.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes what fuzzing starts from: the samples, and files of others if they are there. */
final class Seeds {

    private static final long LARGEST = 60_000;
    private static final Map<String, List<String>> FOLDERS = Map.of(
            "pdf", List.of("pdf"),
            "word", List.of("docx", "doc"),
            "excel", List.of("xlsx", "xls"),
            "csv", List.of("csv"),
            "json", List.of("json"),
            "soup", List.of("html"));
    private static final Map<String, String> ENDINGS =
            Map.of("pdf", ".pdf", "word", ".docx", "excel", ".xlsx", "csv", ".csv", "json", "json", "soup", ".html");

    private Seeds() {}

    public static void main(String[] args) throws IOException {
        String adapter = args[0];
        Path target = Files.createDirectories(Path.of(args[1]));
        copy(Path.of("samples"), ENDINGS.getOrDefault(adapter, "."), target);
        for (String folder : FOLDERS.getOrDefault(adapter, List.of())) {
            copy(Path.of("..", "shared", "corpus", folder), "", target);
        }
    }

    private static void copy(Path folder, String ending, Path target) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.filter(it -> it.toString().endsWith(ending))::iterator) {
                if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
                    byte[] content = Files.readAllBytes(file);
                    Files.write(target.resolve(file.getFileName().toString()), content);
                    if (content.length > 4 && content[0] == 'P' && content[1] == 'K') {
                        byte[] text = Parts.text(content);
                        if (text.length <= LARGEST * 10) {
                            Files.write(target.resolve(file.getFileName() + ".parts"), text);
                        }
                    }
                }
            }
        }
    }
}
