package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;

/** What is said of files that cannot be read. */
final class Refusals {

    private Refusals() {}

    static UnreadableSourceException limit(String what, String option) {
        return new UnreadableSourceException(
                Reason.LIMIT_EXCEEDED, what + ": split the workbook, or have the limit " + option + " raised");
    }

    static UnreadableSourceException damaged(String what) {
        return new UnreadableSourceException(Reason.DAMAGED, damage(what));
    }

    static UnreadableSourceException damaged(String what, Throwable cause) {
        return new UnreadableSourceException(Reason.DAMAGED, damage(what), cause);
    }

    private static String damage(String what) {
        return "The workbook is damaged: " + what + ". Open it in Excel, repair it, and save it again";
    }

    static UnreadableSourceException otherKind(String kind) {
        return new UnreadableSourceException(Reason.WRONG_TYPE, "This is no Excel workbook, it is " + kind);
    }

    static UnreadableSourceException unsupported(String kind) {
        return new UnreadableSourceException(
                Reason.UNSUPPORTED, "This is " + kind + ", which is not supported: save it as xlsx");
    }
}
