package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages refer to is there: other pages and their sections, files, scripts, tests, settings' variables. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern SCRIPT = Pattern.compile("bench/[a-z0-9-]+(?:\\.sh)?\\b");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:IT|Test|Run))`");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");

    private static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(Path::of),
                            docs.filter(page -> page.toString().endsWith(".md")).toList().stream())
                    .sorted();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToWhatIsThere(Path page) throws IOException {
        for (String target : all(LINK, text(page))) {
            if (target.contains("://")) {
                continue;
            }
            int anchor = target.indexOf('#');
            String file = anchor < 0 ? target : target.substring(0, anchor);
            Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
            assertThat(linked).as("%s links to %s", page, target).exists();
            if (anchor >= 0) {
                assertThat(anchors(linked)).as("%s links to %s", page, target).contains(target.substring(anchor + 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesScriptsAndTestsThatThereAre(Path page) throws IOException {
        String text = Files.readString(page);
        for (String script : all(SCRIPT, text)) {
            assertThat(Path.of(script)).as("%s names it", page).isExecutable();
        }
        Set<String> classes = testClasses();
        for (String test : all(TEST, text)) {
            assertThat(classes).as("%s names %s", page, test).contains(test);
        }
    }

    @Test
    void everyPageIsLinkedFromTheReadme() throws IOException {
        List<String> links = all(LINK, text(Path.of("README.md")));
        assertThat(pages().filter(page -> page.startsWith("docs")).map(Path::toString))
                .allSatisfy(page -> assertThat(links).anyMatch(link -> link.startsWith(page)));
    }

    /** Without code, in which brackets mean something else. */
    private static String text(Path page) throws IOException {
        return FENCE.matcher(Files.readString(page)).replaceAll("");
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(found.groupCount()))
                .distinct()
                .toList();
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path page) throws IOException {
        return all(HEADING, text(page)).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\- _]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> testClasses() {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
