package io.scry.ingestor.adapter.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Divides a page into blocks in the order in which people read them: columns one after another. */
final class TextBlocks {

    private static final int MAX_DEPTH = 12;

    private final List<Box> obstacles;
    private final List<Block> blocks = new ArrayList<>();

    private TextBlocks(List<Box> obstacles) {
        this.obstacles = obstacles;
    }

    /** A part of the page with the lines in it. */
    record Block(Box box, List<TextLine> lines) {}

    /**
     * The blocks of a page; together they cover all of it.
     *
     * @param obstacles what is never divided, though none of the lines are in it
     */
    static List<Block> of(Box page, List<TextLine> lines, List<Box> obstacles) {
        TextBlocks blocks = new TextBlocks(obstacles);
        blocks.divide(page, lines, 0);
        return blocks.blocks;
    }

    private void divide(Box box, List<TextLine> lines, int depth) {
        Optional<Gutter> gutter = depth < MAX_DEPTH ? Gutter.tallest(lines, obstacles) : Optional.empty();
        if (gutter.isEmpty()) {
            blocks.add(new Block(box, lines));
            return;
        }
        float top = gutter.get().top();
        float bottom = gutter.get().bottom();
        float x = gutter.get().middle();
        take(new Box(box.x0(), box.y0(), box.x1(), top), lines, depth);
        take(new Box(box.x0(), top, x, bottom), lines, depth);
        take(new Box(x, top, box.x1(), bottom), lines, depth);
        take(new Box(box.x0(), bottom, box.x1(), box.y1()), lines, depth);
    }

    private void take(Box part, List<TextLine> lines, int depth) {
        divide(part, TextLine.only(lines, word -> word.in(part)), depth + 1);
    }
}
