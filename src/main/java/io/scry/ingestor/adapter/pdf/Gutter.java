package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.pdf.TextLine.Chunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A strip of white between two columns of text, as far down as there are both. */
final class Gutter {

    private static final float MIN_WIDTH = 8;
    private static final float BLANK = 0.8f;
    private static final int MIN_LINES = 5;
    private static final int MIN_BOTH = 3;
    private static final float MIN_WORDS = 3;
    private static final float APART = 3.5f;
    private static final int MAX_CHUNKS = 50;

    private float from;
    private float to;
    private final float top;
    private float bottom;
    private int left;
    private int right;
    private int both;
    private int wordsLeft;
    private int wordsRight;

    private Gutter(float from, float to, float top) {
        this.from = from;
        this.to = to;
        this.top = top;
    }

    float middle() {
        return (from + to) / 2;
    }

    float top() {
        return top;
    }

    float bottom() {
        return bottom;
    }

    /**
     * The tallest one in these lines, if there is any.
     *
     * @param obstacles what no strip goes through
     */
    static Optional<Gutter> tallest(List<TextLine> lines, List<Box> obstacles) {
        List<Gutter> done = new ArrayList<>();
        List<Gutter> open = new ArrayList<>();
        float base = 0;
        for (TextLine line : lines) {
            if (line.base() - base > APART * line.size()) {
                done.addAll(open);
                open.clear();
            }
            base = line.base();
            List<Chunk> chunks = line.chunks(BLANK);
            open.removeIf(gutter -> !gutter.goesOn(line, chunks, obstacles) && done.add(gutter));
            if (chunks.size() <= MAX_CHUNKS) {
                begin(line, chunks, open);
            }
        }
        done.addAll(open);
        return done.stream().filter(Gutter::isBetweenText).max(Comparator.comparingDouble(it -> it.bottom - it.top));
    }

    private static void begin(TextLine line, List<Chunk> chunks, List<Gutter> open) {
        for (int i = 1; i < chunks.size(); i++) {
            float from = chunks.get(i - 1).x1();
            float to = chunks.get(i).x0();
            if (to - from >= MIN_WIDTH && open.stream().noneMatch(it -> it.from < to && from < it.to)) {
                Gutter gutter = new Gutter(from, to, line.box().y0());
                gutter.count(line, chunks);
                open.add(gutter);
            }
        }
    }

    /** Narrows the strip to what this line leaves free; {@code false} if that is too little. */
    private boolean goesOn(TextLine line, List<Chunk> chunks, List<Box> obstacles) {
        float bestFrom = 0;
        float bestTo = 0;
        float end = -Float.MAX_VALUE;
        for (int i = 0; i <= chunks.size(); i++) {
            float start = i == chunks.size() ? Float.MAX_VALUE : chunks.get(i).x0();
            float freeFrom = Math.max(from, end);
            float freeTo = Math.min(to, start);
            if (freeTo - freeFrom > bestTo - bestFrom) {
                bestFrom = freeFrom;
                bestTo = freeTo;
            }
            end = i == chunks.size() ? end : chunks.get(i).x1();
        }
        Box strip = new Box(bestFrom, bottom, bestTo, line.base());
        if (bestTo - bestFrom < MIN_WIDTH || obstacles.stream().anyMatch(strip::overlaps)) {
            return false;
        }
        from = bestFrom;
        to = bestTo;
        count(line, chunks);
        return true;
    }

    private void count(TextLine line, List<Chunk> chunks) {
        Chunk before = null;
        Chunk after = null;
        for (Chunk chunk : chunks) {
            before = chunk.x1() <= to ? chunk : before;
            after = after == null && chunk.x0() >= from ? chunk : after;
        }
        if (before != null) {
            left++;
            wordsLeft += before.words();
        }
        if (after != null) {
            right++;
            wordsRight += after.words();
        }
        both += before != null && after != null ? 1 : 0;
        bottom = line.box().y1();
    }

    private boolean isBetweenText() {
        return left >= MIN_LINES
                && right >= MIN_LINES
                && both >= MIN_BOTH
                && wordsLeft >= MIN_WORDS * left
                && wordsRight >= MIN_WORDS * right;
    }
}
