package io.scry.ingestor.fuzz;

import io.scry.ingestor.adapter.rest.RestFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        if (adapter.equals("rest")) {
            answers(target);
            return;
        }
        copy(Path.of("samples"), ENDINGS.getOrDefault(adapter, "."), target);
        for (String folder : FOLDERS.getOrDefault(adapter, List.of())) {
            copy(Path.of("..", "shared", "corpus", folder), "", target);
        }
    }

    private static void answers(Path target) throws IOException {
        String records = Files.readString(Path.of("samples", "orders.json"));
        Files.write(target.resolve("records"), RestFuzz.seed("", records));
        Files.write(target.resolve("cursor"), RestFuzz.seed("", "{\"items\":[{\"id\":1}],\"next\":\"abc\"}"));
        Files.write(target.resolve("link"), RestFuzz.seed("Link: </items?page=2>; rel=\"next\"\r\n", "[{\"id\":1}]"));
        Files.write(
                target.resolve("chunks"), RestFuzz.seed("Transfer-Encoding: chunked\r\n", "4\r\n[{}]\r\n0\r\n\r\n"));
        Files.write(
                target.resolve("redirect"),
                "HTTP/1.1 302 Found\r\nLocation: /items\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        Files.write(
                target.resolve("busy"),
                "HTTP/1.1 429 Busy\r\nRetry-After: 1\r\nContent-Length: 2\r\n\r\n{}"
                        .getBytes(StandardCharsets.US_ASCII));
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
