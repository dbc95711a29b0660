package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import org.jspecify.annotations.Nullable;

/** Why a document is not read, in words that help its sender. */
final class Refusals {

    private Refusals() {}

    /** Beyond a limit; {@code what} is a whole sentence without its end. */
    static UnreadableSourceException limit(String what, String option) {
        return new UnreadableSourceException(
                Reason.LIMIT_EXCEEDED,
                "%s (%s): split the document, or have the limit raised if it can be trusted".formatted(what, option));
    }

    static UnreadableSourceException damaged(String part, @Nullable Throwable cause) {
        String message =
                "The document's part %s is damaged or cut off: open it in Word, let it be repaired, and save it again"
                        .formatted(part);
        return cause == null
                ? new UnreadableSourceException(Reason.DAMAGED, message)
                : new UnreadableSourceException(Reason.DAMAGED, message, cause);
    }

    static UnreadableSourceException unsupported(String what) {
        return new UnreadableSourceException(
                Reason.UNSUPPORTED,
                what + ", which is not read: open it in Word or LibreOffice and save it as a Word document (.docx)");
    }

    static UnreadableSourceException wrongType(String what) {
        return new UnreadableSourceException(
                Reason.WRONG_TYPE, "This is no Word document (.docx): it looks like " + what);
    }
}
