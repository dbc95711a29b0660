package io.scry.ingestor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands that pages tell their readers to run, and SQL. What a page shows an answer of is for {@link SamplesIT}. */
final class DocumentedCommands {

    private static final String PROGRAMS = "(?:kubectl|curl|promtool|pg_isready|psql|yamllint|sed)";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");
    private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}(" + PROGRAMS + " .+)$");
    private static final Pattern INLINE = Pattern.compile("`(" + PROGRAMS + "\\s[^`]+)`");
    private static final Pattern SQL = Pattern.compile("`((?:SELECT|UPDATE|INSERT INTO|DELETE FROM)\\s[^`]+)`");
    /** Names a program and what it does, and nothing to do it to. */
    private static final Pattern MENTION = Pattern.compile("[a-z]+(?: -?[a-z-]+)*");

    private DocumentedCommands() {}

    /** Of all pages under {@code docs}, each once. */
    static List<String> scripts() throws IOException {
        List<String> scripts = new ArrayList<>();
        for (String page : pages()) {
            String prose = BLOCK.matcher(page).replaceAll("");
            Stream.concat(
                            all(BLOCK, page),
                            Stream.concat(
                                    all(INDENTED, prose), all(INLINE, prose).map(DocumentedCommands::onOneLine)))
                    .filter(command -> !MENTION.matcher(command).matches())
                    .forEach(scripts::add);
        }
        return scripts.stream().distinct().toList();
    }

    static List<String> statements() throws IOException {
        return pages().stream()
                .flatMap(page -> all(SQL, page))
                .map(DocumentedCommands::onOneLine)
                .distinct()
                .toList();
    }

    private static List<String> pages() throws IOException {
        List<String> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(Files.readString(file));
            }
        }
        return pages;
    }

    private static Stream<String> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(found -> found.group(1).strip());
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s*\n\\s*", " ");
    }
}
