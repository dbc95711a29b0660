package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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
    private static final int MAX_SAVED_STATES = 10_000;

    private final int maxCharacters;
    private final Checkpoint checkpoint;
    private final ContentCheck check;
    private final StringWriter text = new StringWriter();
    private final Set<COSBase> seenObjects = Collections.newSetFromMap(new IdentityHashMap<>());
    private List<PageImage> images = new ArrayList<>();
    private @Nullable PDPage page;
    private @Nullable String fault;
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

    PageStripper(int maxCharacters, ContentCheck check, Checkpoint checkpoint) {
        this.maxCharacters = maxCharacters;
        this.check = check;
        this.checkpoint = checkpoint;
        setLineSeparator("\n");
        setPageEnd("\n");
    }

    /** Reads the page as far as it can be read. */
    PageContent read(PDDocument owner, PDPage page) throws InterruptedException {
        begin(page);
        try {
            readAsFarAsPossible(owner);
        } catch (Stopped e) {
            throw e.interrupt;
        }
        return new PageContent(CleanText.page(text.getBuffer()), images, imageCount, unmapped, fault);
    }

    private void begin(PDPage next) {
        page = next;
        text.getBuffer().setLength(0);
        images = new ArrayList<>();
        seenObjects.clear();
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
        super.writePage();
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        step();
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
        if (++characters > maxCharacters) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "A page draws more than %d characters (max_page_characters)".formatted(maxCharacters));
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
        if (object == null || !seenObjects.add(object)) {
            return;
        }
        if (COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
            addImage(CleanText.value(name.getName()), object);
        } else {
            note(check.of(object));
        }
    }

    private void addImage(@Nullable String name, @Nullable COSDictionary image) {
        imageCount++;
        if (image != null && images.size() < MAX_IMAGES) {
            images.add(PageImage.of(name, image));
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
