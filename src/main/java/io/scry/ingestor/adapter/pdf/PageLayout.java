package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.pdf.TextBlocks.Block;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.TextPosition;

/** Finds out how a page is laid out, from what was collected while its content was read: nothing is read again. */
final class PageLayout {

    /** Pages with more words are no pages of a document. */
    private static final int MAX_WORDS = 50_000;

    private static final Box EVERYWHERE = new Box(-1e6f, -1e6f, 1e6f, 1e6f);

    private final PdfOptions options;
    private final Headings headings;
    private final WordReader reader = new WordReader();

    /**
     * @param tables the tables from top to bottom, their boxes on the page as it is shown
     * @param blocks the parts of the page in the order of reading, as it is read
     * @param direction in which its lines run
     * @param tooMuch whether something was not looked for because there is more than the limits allow
     */
    record Result(List<Table> tables, List<Box> blocks, int direction, boolean tooMuch) {

        private static final Result NOTHING = new Result(List.of(), List.of(), 0, false);

        static Result nothing() {
            return NOTHING;
        }
    }

    PageLayout(PdfOptions options, Headings headings) {
        this.options = options;
        this.headings = headings;
    }

    /** Looks at one page. */
    Result of(int number, PDPage page, List<List<TextPosition>> articles, DrawnLines drawn) {
        int direction = WordReader.direction(articles);
        List<Word> words = reader.read(articles, direction);
        if (words.isEmpty() || words.size() > MAX_WORDS) {
            return new Result(List.of(), List.of(), direction, !words.isEmpty());
        }
        PDRectangle shown = page.getCropBox();
        PageFrame frame = new PageFrame(shown, direction);
        PageFrame shownFrame = new PageFrame(shown, page.getRotation());
        List<TextLine> lines = TextLine.of(words);
        TableFinder finder = new TableFinder(
                options.tableMode(),
                options.tables() ? options.maxTableCells() : 0,
                lines,
                options.tables() ? drawn.in(frame) : Rulings.none());
        List<Table> tables = finder.ruled();
        List<Block> blocks = TextBlocks.of(
                EVERYWHERE,
                TextLine.only(lines, word -> isOutside(word, tables)),
                tables.stream().map(Table::box).toList());
        if (options.tables()) {
            blocks.forEach(block -> finder.aligned(block.lines()));
        }
        if (options.headings()) {
            blocks.forEach(block -> headings.add(
                    number, TextLine.only(block.lines(), word -> isOutside(word, tables)), frame, shownFrame));
        }
        List<Table> placed = new ArrayList<>();
        tables.forEach(table -> placed.add(table.at(frame.in(shownFrame, table.box()))));
        return new Result(
                placed,
                blocks.stream().map(Block::box).toList(),
                direction,
                options.tables() && (finder.overflown() || drawn.overflown()));
    }

    private static boolean isOutside(Word word, List<Table> tables) {
        return tables.stream().noneMatch(table -> word.in(table.box()));
    }
}
