package io.scry.ingestor.adapter.word;

import java.util.ArrayList;
import java.util.List;

/** A paragraph while it is read: its text, what hangs on it, and the text boxes that are anchored in it. */
final class Paragraph {

    /** What a text box costs beside its text, so that there cannot be millions of them in one paragraph. */
    private static final int BOX = 50;

    final References references = new References();
    final List<FlatText> boxes = new ArrayList<>();
    final FieldStack fields = new FieldStack();

    private final Limits limits;
    private final StringBuilder text = new StringBuilder();
    private long length;

    Paragraph(Limits limits) {
        this.limits = limits;
    }

    void append(String characters) {
        limits.characters(characters.length());
        length += characters.length();
        limits.block(length);
        text.append(characters.indexOf('\r') < 0 ? characters : characters.replace('\r', '\n'));
    }

    /** Where the next character will stand. */
    int position() {
        return text.length();
    }

    /** The text from a position on. */
    String since(int position) {
        return text.substring(Math.min(position, text.length()));
    }

    /** Takes back the text from a position on. */
    String takeBack(int position) {
        String taken = since(position);
        text.setLength(Math.min(position, text.length()));
        return taken;
    }

    void box(FlatText box) {
        if (!box.isEmpty()) {
            length += BOX + box.text().length();
            limits.block(length);
            boxes.add(box);
        }
    }

    /** The text without blanks at its end. */
    String text() {
        return text.toString().stripTrailing();
    }
}
