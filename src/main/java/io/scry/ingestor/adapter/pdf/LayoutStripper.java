package io.scry.ingestor.adapter.pdf;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.text.TextPosition;

/**
 * Keeps every word at its place on the line: the page is a grid whose columns are as wide as an average character, and
 * blanks fill what lies between two words.
 */
final class LayoutStripper extends PageStripper {

    private static final int MAX_COLUMN = 1000;

    private float left;
    private float columnWidth = 1;
    private int column;

    LayoutStripper(PdfOptions options, Headings headings, ContentCheck check, Steps.Checkpoint checkpoint) {
        super(options, headings, check, checkpoint);
        setSortByPosition(true);
        setShouldSeparateByBeads(false);
    }

    @Override
    protected void writePage() throws IOException {
        float width = 0;
        int count = 0;
        left = Float.MAX_VALUE;
        for (List<TextPosition> article : getCharactersByArticle()) {
            for (TextPosition position : article) {
                if (!position.getUnicode().isBlank()) {
                    left = Math.min(left, position.getXDirAdj());
                    width += position.getWidthDirAdj();
                    count += position.getUnicode().length();
                }
            }
        }
        columnWidth = count > 0 && width > 0 ? width / count : 1;
        column = 0;
        super.writePage();
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        int blanks = Math.max(columnOf(positions) - column, column == 0 ? 0 : 1);
        getOutput().write(" ".repeat(blanks));
        getOutput().write(text);
        column += blanks + text.length();
    }

    @Override
    protected void writeWordSeparator() {
        // The next word knows its column.
    }

    @Override
    protected void writeLineSeparator() throws IOException {
        super.writeLineSeparator();
        column = 0;
    }

    private int columnOf(List<TextPosition> positions) {
        float x = Float.MAX_VALUE;
        for (TextPosition position : positions) {
            x = Math.min(x, position.getXDirAdj());
        }
        return Math.clamp(Math.round((x - left) / columnWidth), 0, MAX_COLUMN);
    }
}
