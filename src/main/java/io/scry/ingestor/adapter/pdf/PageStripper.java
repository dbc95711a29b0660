package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.MissingOperandException;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.state.EmptyGraphicsStackException;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Collects the text of one page after another, and on the way what else a page shows. After a page with a fault a new
 * one has to be made, so that nothing is left behind that the next page could stumble over.
 */
class PageStripper extends PDFTextStripper {

    private static final int MAX_SAVED_STATES = 10_000;

    private final PdfOptions options;
    private final PageLayout layout;
    private final DrawnLines drawn;
    private final Steps steps;
    private final ContentCheck check;
    private final StringWriter text = new StringWriter();
    private final DrawnObjects objects;
    private final Overprints overprints = new Overprints();
    private @Nullable PDPage page;
    private PageLayout.Result found = PageLayout.Result.nothing();
    private @Nullable String fault;
    private int number;
    private long unmapped;
    private int characters;
    private boolean collected;

    /** As long as PDFBox puts an ActualText in place of what is drawn: from where one begins to the next beginning or end. */
    private boolean hasActualText;

    PageStripper(PdfOptions options, Headings headings, ContentCheck check, Steps.Checkpoint checkpoint) {
        this.options = options;
        this.check = check;
        steps = new Steps(checkpoint);
        layout = new PageLayout(options, headings);
        drawn = new DrawnLines(options.maxPageLines());
        objects = new DrawnObjects(options.maxPageOperators(), check);
        setSortByPosition(options.sortByPosition());
        setSuppressDuplicateOverlappingText(false);
        setLineSeparator("\n");
        setPageEnd("\n");
    }

    /** Reads the page as far as it can be read. */
    PageContent read(PDDocument owner, int number, PDPage page) throws InterruptedException {
        this.number = number;
        begin(page);
        try {
            readAsFarAsPossible(owner);
        } catch (Steps.Stopped e) {
            throw e.interrupt();
        }
        return new PageContent(
                CleanText.page(text.getBuffer()),
                objects.images(),
                objects.imageCount(),
                unmapped,
                found.tables(),
                found.tooMuch(),
                fault);
    }

    private void begin(PDPage next) {
        page = next;
        text.getBuffer().setLength(0);
        objects.clear();
        drawn.clear();
        overprints.clear();
        found = PageLayout.Result.nothing();
        unmapped = 0;
        characters = 0;
        fault = null;
        collected = false;
    }

    /** The boundary to the parser: whatever it throws at broken content is a fault of that page, and of no other. */
    private void readAsFarAsPossible(PDDocument owner) throws InterruptedException {
        try {
            writeText(owner, text);
        } catch (Steps.Stopped | UnreadableSourceException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            fail(e);
            salvage();
        }
    }

    private void salvage() throws InterruptedException {
        if (collected) {
            return;
        }
        try {
            writePage();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            fail(e);
        }
    }

    private void fail(Throwable e) throws InterruptedException {
        // An interrupt closes the file under the parser: that is no fault of the page.
        steps.check();
        note(Fault.describe(e));
    }

    private void note(@Nullable String found) {
        if (fault == null) {
            fault = found;
        }
    }

    @Override
    protected void processPages(PDPageTree pages) throws IOException {
        if (page == null) {
            return;
        }
        note(check.ofPage(page.getCOSObject()));
        if (page.hasContents()) {
            processPage(page);
        }
    }

    @Override
    protected void writePage() throws IOException {
        collected = true;
        if (page != null && options.needsLayout()) {
            found = layout.of(number, page, getCharactersByArticle(), drawn);
            if (options.readsColumns() && found.blocks().size() > 1) {
                ReadingOrder.apply(found, getCharactersByArticle());
            }
        }
        super.writePage();
    }

    /** PDFBox begins some columns on the line on which the one before has ended. */
    @Override
    protected void endArticle() throws IOException {
        super.endArticle();
        writeLineSeparator();
    }

    @Override
    protected void writeLineSeparator() throws IOException {
        int length = text.getBuffer().length();
        if (length > 0 && text.getBuffer().charAt(length - 1) != '\n') {
            super.writeLineSeparator();
        }
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        steps.take();
        objects.spend(1);
        if (options.tables()) {
            drawn.operator(operator.getName(), operands, getGraphicsState().getCurrentTransformationMatrix());
        }
        switch (operator.getName()) {
            case "Do" -> note(objects.show(getResources(), operands));
            case "BI" -> objects.addImage(null, operator.getImageParameters());
            default -> {}
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void operatorException(Operator operator, List<COSBase> operands, IOException exception)
            throws IOException {
        super.operatorException(operator, operands, exception);
        boolean harmless =
                exception instanceof EmptyGraphicsStackException || exception instanceof MissingOperandException;
        if (!harmless) {
            note(Fault.describe(exception));
        }
    }

    @Override
    protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
        int before = characters;
        super.showGlyph(matrix, font, code, displacement);
        boolean guessed = getGraphicsState().getTextState().getFont() == null;
        if (characters == before || guessed) {
            unmapped++;
        }
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        steps.take();
        if (++characters > options.maxPageCharacters()) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "A page draws more than %d characters (max_page_characters)"
                            .formatted(options.maxPageCharacters()));
        }
        if (CleanText.isUnmapped(position.getUnicode())) {
            unmapped++;
        }
        // An ActualText counts each time.
        if (hasActualText
                || overprints.add(position.getUnicode(), position.getX(), position.getY(), position.getWidth())) {
            super.processTextPosition(position);
        }
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        hasActualText = properties != null && properties.getDictionaryObject(COSName.ACTUAL_TEXT) instanceof COSString;
        super.beginMarkedContentSequence(tag, properties);
    }

    @Override
    public void endMarkedContentSequence() {
        hasActualText = false;
        super.endMarkedContentSequence();
    }

    @Override
    public void saveGraphicsState() {
        if (getGraphicsStackSize() > MAX_SAVED_STATES) {
            throw new IllegalStateException("The page saves its state too often");
        }
        super.saveGraphicsState();
    }
}
