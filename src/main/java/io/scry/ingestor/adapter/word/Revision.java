package io.scry.ingestor.adapter.word;

import java.util.Locale;

/** The kinds of tracked change that touch text; what was moved is deleted here and inserted there. */
enum Revision {
    INSERTION("{+", "+}"),
    DELETION("[-", "-]");

    /** Around it in the text, as wdiff has it. */
    final String opening;

    final String closing;

    Revision(String opening, String closing) {
        this.opening = opening;
        this.closing = closing;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
