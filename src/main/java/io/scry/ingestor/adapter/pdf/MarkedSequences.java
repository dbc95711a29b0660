package io.scry.ingestor.adapter.pdf;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.jspecify.annotations.Nullable;

/**
 * The marked sequences that are open, counted as PDFBox's text stripper counts them, which keeps that to itself: one that
 * begins hides the ActualText of those around it, and one without an end goes on over pages.
 */
final class MarkedSequences {

    private final Deque<Boolean> open = new ArrayDeque<>();
    private boolean hasActualText;

    void begin(@Nullable COSDictionary properties) {
        hasActualText = properties != null && properties.getDictionaryObject(COSName.ACTUAL_TEXT) instanceof COSString;
        open.push(hasActualText);
    }

    void end() {
        if (Boolean.TRUE.equals(open.poll())) {
            hasActualText = false;
        }
    }

    /** Whether PDFBox puts an ActualText in place of what is drawn now. */
    boolean haveActualText() {
        return hasActualText;
    }
}
