package io.scry.ingestor.adapter.pdf;

/**
 * A run of characters with no blank in it, as it stands on a page whose lines run to the right.
 *
 * @param base where its line stands, from the top
 * @param size of its font, in points
 * @param bold whether its font says that it is bold
 */
record Word(float x0, float x1, float base, float size, boolean bold, String text) {

    float top() {
        return base - 0.8f * size;
    }

    float bottom() {
        return base + 0.22f * size;
    }

    float centerX() {
        return (x0 + x1) / 2;
    }

    float centerY() {
        return base - 0.3f * size;
    }

    boolean in(Box box) {
        return box.contains(centerX(), centerY());
    }

    /** This word and what follows it with no blank between. */
    Word with(Word next) {
        boolean larger = next.size > size;
        return new Word(
                Math.min(x0, next.x0),
                Math.max(x1, next.x1),
                larger ? next.base : base,
                Math.max(size, next.size),
                bold && next.bold,
                text + next.text);
    }
}
