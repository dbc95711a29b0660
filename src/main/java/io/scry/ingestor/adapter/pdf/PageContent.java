package io.scry.ingestor.adapter.pdf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a page.
 *
 * @param text its lines, {@code \n} between them
 * @param images what is known of its images, the first {@value DrawnObjects#MAX_IMAGES} of them
 * @param imageCount how many different images it shows
 * @param unmapped how many characters it draws whose Unicode the font does not tell
 * @param tables the tables that were found, from top to bottom
 * @param incomplete whether tables were not looked for, or left out, because there is more than the limits allow
 * @param fault what could not be read, if anything
 */
record PageContent(
        String text,
        List<PageImage> images,
        long imageCount,
        long unmapped,
        List<Table> tables,
        boolean incomplete,
        @Nullable String fault) {

    boolean hasText() {
        return !text.isBlank();
    }
}
