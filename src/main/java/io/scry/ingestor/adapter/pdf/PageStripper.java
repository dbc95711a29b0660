package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.MissingOperandException;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.state.EmptyGraphicsStackException;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.PDResources;
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

    /** Facts about more images than this are not kept, only counted. */
    static final int MAX_IMAGES = 1000;

    private static final int STEPS_BETWEEN_CHECKS = 512;
    private static final long COST_OF_FORM = 200;
    private static final long BYTES_PER_OPERATOR = 4;
    private static final int MAX_SAVED_STATES = 10_000;

    private final PdfOptions options;
    private final PageLayout layout;
    private final DrawnLines drawn;
    private final Checkpoint checkpoint;
    private final ContentCheck check;
    private final StringWriter text = new StringWriter();
    private final IdentityHashMap<COSBase, Long> costs = new IdentityHashMap<>();
    private List<PageImage> images = new ArrayList<>();
    private @Nullable PDPage page;
    private PageLayout.Result found = PageLayout.Result.nothing();
    private @Nullable String fault;
    private int number;
    private long operators;
    private long imageCount;
    private long unmapped;
    private int characters;
    private int steps;
    private boolean collected;

    /** Is told now and then that work goes on, and can stop it. */
    interface Checkpoint {
        void pass() throws InterruptedException;
    }

    /** Carries an interrupt through a parser that knows only of {@link IOException}. */
    private static final class Stopped extends RuntimeException {

        private final transient InterruptedException interrupt;

        Stopped(InterruptedException interrupt) {
            super(interrupt);
            this.interrupt = interrupt;
        }
    }

    PageStripper(PdfOptions options, Headings headings, ContentCheck check, Checkpoint checkpoint) {
        this.options = options;
        this.check = check;
        this.checkpoint = checkpoint;
        layout = new PageLayout(options, headings);
        drawn = new DrawnLines(options.maxPageLines());
        setSortByPosition(options.sortByPosition());
        setLineSeparator("\n");
        setPageEnd("\n");
    }

    /** Reads the page as far as it can be read. */
    PageContent read(PDDocument owner, int number, PDPage page) throws InterruptedException {
        this.number = number;
        begin(page);
        try {
            readAsFarAsPossible(owner);
        } catch (Stopped e) {
            throw e.interrupt;
        }
        return new PageContent(
                CleanText.page(text.getBuffer()), images, imageCount, unmapped, found.tables(), found.tooMuch(), fault);
    }

    private void begin(PDPage next) {
        page = next;
        text.getBuffer().setLength(0);
        images = new ArrayList<>();
        costs.clear();
        drawn.clear();
        found = PageLayout.Result.nothing();
        operators = 0;
        imageCount = 0;
        unmapped = 0;
        characters = 0;
        fault = null;
        collected = false;
    }

    /** The boundary to the parser: whatever it throws at broken content is a fault of that page, and of no other. */
    private void readAsFarAsPossible(PDDocument owner) throws InterruptedException {
        try {
            writeText(owner, text);
        } catch (Stopped | UnreadableSourceException e) {
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
        checkpoint.pass();
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
        step();
        spend(1);
        if (options.tables()) {
            drawn.operator(operator.getName(), operands, getGraphicsState().getCurrentTransformationMatrix());
        }
        switch (operator.getName()) {
            case "Do" -> lookAtObject(operands);
            case "BI" -> addImage(null, operator.getImageParameters());
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
        step();
        if (++characters > options.maxPageCharacters()) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "A page draws more than %d characters (max_page_characters)"
                            .formatted(options.maxPageCharacters()));
        }
        if (isUnmapped(position.getUnicode())) {
            unmapped++;
        }
        super.processTextPosition(position);
    }

    @Override
    public void saveGraphicsState() {
        if (getGraphicsStackSize() > MAX_SAVED_STATES) {
            throw new IllegalStateException("The page saves its state too often");
        }
        super.saveGraphicsState();
    }

    /** Whether a font gave no letter but a code of its own: a control, a private or a replacement character. */
    private static boolean isUnmapped(String unicode) {
        if (unicode.length() != 1) {
            return unicode.isEmpty();
        }
        char c = unicode.charAt(0);
        return switch (Character.getType(c)) {
            case Character.CONTROL -> !Character.isWhitespace(c);
            case Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            default -> c == '\uFFFD';
        };
    }

    private void lookAtObject(List<COSBase> operands) throws IOException {
        PDResources resources = getResources();
        if (resources == null || operands.isEmpty() || !(operands.getFirst() instanceof COSName name)) {
            return;
        }
        COSDictionary objects = resources.getCOSObject().getCOSDictionary(COSName.XOBJECT);
        COSDictionary object = objects == null ? null : objects.getCOSStream(name);
        if (object == null) {
            return;
        }
        Long cost = costs.get(object);
        if (cost != null) {
            spend(cost);
            return;
        }
        costs.put(object, 1L);
        if (COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
            addImage(CleanText.value(name.getName()), object);
        } else {
            note(check.of(object));
            costs.put(object, COST_OF_FORM + check.lastSize() / BYTES_PER_OPERATOR);
        }
    }

    private void addImage(@Nullable String name, @Nullable COSDictionary image) {
        imageCount++;
        if (image != null && images.size() < MAX_IMAGES) {
            images.add(PageImage.of(name, image));
        }
    }

    /** A form may show others, and those again: a small file can ask for work without end. */
    private void spend(long count) {
        operators += count;
        if (operators > options.maxPageOperators()) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "A page asks for more than %d operators (max_page_operators): its parts show each other too often"
                            .formatted(options.maxPageOperators()));
        }
    }

    private void step() {
        if (++steps % STEPS_BETWEEN_CHECKS == 0) {
            try {
                checkpoint.pass();
            } catch (InterruptedException e) {
                throw new Stopped(e);
            }
        }
    }
}
