package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDResources;
import org.jspecify.annotations.Nullable;

/** The images and forms that one page shows, and how much work it asks for. */
final class DrawnObjects {

    /** Facts about more images than this are not kept, only counted. */
    static final int MAX_IMAGES = 1000;

    private static final long COST_OF_FORM = 200;
    private static final long BYTES_PER_OPERATOR = 4;

    private final long maxOperators;
    private final ContentCheck check;
    private final IdentityHashMap<COSBase, Long> costs = new IdentityHashMap<>();
    private List<PageImage> images = new ArrayList<>();
    private long imageCount;
    private long operators;

    /**
     * @param maxOperators how many operators the page may execute
     */
    DrawnObjects(long maxOperators, ContentCheck check) {
        this.maxOperators = maxOperators;
        this.check = check;
    }

    /** Forgets the page before; its images stay with who has them. */
    void clear() {
        costs.clear();
        images = new ArrayList<>();
        imageCount = 0;
        operators = 0;
    }

    /** Looks at the object that the operator Do shows: what is wrong with it, if anything. */
    @Nullable
    String show(@Nullable PDResources resources, List<COSBase> operands) throws IOException {
        if (resources == null || operands.isEmpty() || !(operands.getFirst() instanceof COSName name)) {
            return null;
        }
        COSDictionary objects = resources.getCOSObject().getCOSDictionary(COSName.XOBJECT);
        COSDictionary object = objects == null ? null : objects.getCOSStream(name);
        if (object == null) {
            return null;
        }
        Long cost = costs.get(object);
        if (cost != null) {
            spend(cost);
            return null;
        }
        costs.put(object, 1L);
        if (COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
            addImage(CleanText.value(name.getName()), object);
            return null;
        }
        String fault = check.of(object);
        costs.put(object, COST_OF_FORM + check.lastSize() / BYTES_PER_OPERATOR);
        return fault;
    }

    void addImage(@Nullable String name, @Nullable COSDictionary image) {
        imageCount++;
        if (image != null && images.size() < MAX_IMAGES) {
            images.add(PageImage.of(name, image));
        }
    }

    /** A form may show others, and those again: a small file can ask for work without end. */
    void spend(long count) {
        operators += count;
        if (operators > maxOperators) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "A page asks for more than %d operators (max_page_operators): its parts show each other too often"
                            .formatted(maxOperators));
        }
    }

    List<PageImage> images() {
        return images;
    }

    long imageCount() {
        return imageCount;
    }
}
