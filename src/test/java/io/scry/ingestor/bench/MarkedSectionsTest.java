package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedSectionsTest {

    private static final String TEXT = """
            # Page

            Within a line it is no marker: <!-- bench:queue -->

            <!-- bench:queue -->
            old $1
            <!-- /bench:queue -->
            Between.
            <!-- bench:csv -->

            csv

            <!-- /bench:csv -->
            """;

    private final MarkedSections sections = new MarkedSections(Path.of("page.md"));

    @Test
    void replacesNothingButWhatIsBetweenItsMarkers() {
        assertThat(sections.replaced(TEXT, "queue", "new $2 \\\n")).isEqualTo("""
                # Page

                Within a line it is no marker: <!-- bench:queue -->

                <!-- bench:queue -->

                new $2 \\

                <!-- /bench:queue -->
                Between.
                <!-- bench:csv -->

                csv

                <!-- /bench:csv -->
                """);
    }

    @Test
    void replacesTheSameAgain() {
        String once = sections.replaced(TEXT, "csv", "new");
        assertThat(sections.replaced(once, "csv", "new")).isEqualTo(once).contains("old $1");
    }

    @Test
    void fillsWhatIsEmpty() {
        assertThat(sections.replaced("<!-- bench:csv -->\n<!-- /bench:csv -->", "csv", "new"))
                .isEqualTo("<!-- bench:csv -->\n\nnew\n\n<!-- /bench:csv -->");
    }

    @Test
    void saysWhatToAdd() {
        assertThatIllegalStateException()
                .isThrownBy(() -> sections.replaced(TEXT, "growth", "new"))
                .withMessage("page.md has no section for growth: add the line <!-- bench:growth -->, and below it the"
                        + " line <!-- /bench:growth -->, where its tables are to stand");
    }

    @Test
    void refusesToReplaceAnotherSectionWithItsOwn() {
        String unfinished = TEXT.replace("<!-- /bench:queue -->\n", "") + "<!-- /bench:queue -->\n";
        assertThatIllegalStateException()
                .isThrownBy(() -> sections.replaced(unfinished, "queue", "new"))
                .withMessageContaining("another marker between <!-- bench:queue --> and <!-- /bench:queue -->");
    }

    @Test
    void writesThePageAndLooksForPlacesBeforehand(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), TEXT);
        MarkedSections written = new MarkedSections(page);
        written.require(List.of("queue", "csv"));
        assertThatIllegalStateException().isThrownBy(() -> written.require(List.of("queue", "growth")));
        assertThat(page).hasContent(TEXT);
        written.write("queue", "new");
        assertThat(page).content().isEqualTo(sections.replaced(TEXT, "queue", "new"));
    }
}
