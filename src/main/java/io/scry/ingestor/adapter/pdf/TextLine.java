package io.scry.ingestor.adapter.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Words that stand on one line, from left to right.
 *
 * @param words at least one
 */
record TextLine(List<Word> words) {

    private static final float SAME_LINE = 0.4f;
    private static final float RAISED = 0.5f;
    private static final float SMALL = 0.75f;
    private static final float NO_BLANK = 0.12f;

    /** All lines of these words, from top to bottom; what stands beside one another is one line. */
    static List<TextLine> of(List<Word> words) {
        List<Word> sorted = new ArrayList<>(words);
        sorted.sort(Comparator.comparingDouble(Word::base));
        List<TextLine> lines = new ArrayList<>();
        List<Word> line = new ArrayList<>();
        float base = 0;
        for (Word word : sorted) {
            if (!line.isEmpty()
                    && word.base() - base > reach(word.size(), line.getFirst().size())) {
                lines.add(line(line));
                line = new ArrayList<>();
            }
            if (line.isEmpty()) {
                base = word.base();
            }
            line.add(word);
        }
        if (!line.isEmpty()) {
            lines.add(line(line));
        }
        return lines;
    }

    /** How far below a word another may stand on the same line: further if one is so small that it may be raised. */
    private static float reach(float a, float b) {
        float larger = Math.max(a, b);
        return larger * (Math.min(a, b) < SMALL * larger ? RAISED : SAME_LINE);
    }

    private static TextLine line(List<Word> words) {
        words.sort(Comparator.comparingDouble(Word::x0));
        List<Word> joined = new ArrayList<>(words.size());
        for (Word word : words) {
            Word last = joined.isEmpty() ? null : joined.getLast();
            if (last != null
                    && word.x0() - last.x1() < NO_BLANK * Math.min(last.size(), word.size())
                    && word.x0() > last.centerX()) {
                joined.set(joined.size() - 1, last.with(word));
            } else {
                joined.add(word);
            }
        }
        return new TextLine(joined);
    }

    float x0() {
        return words.getFirst().x0();
    }

    float x1() {
        float end = words.getFirst().x1();
        for (Word word : words) {
            end = Math.max(end, word.x1());
        }
        return end;
    }

    /** The size of its largest font. */
    float size() {
        float size = 0;
        for (Word word : words) {
            size = Math.max(size, word.size());
        }
        return size;
    }

    float base() {
        float base = words.getFirst().base();
        for (Word word : words) {
            base = Math.max(base, word.base());
        }
        return base;
    }

    Box box() {
        float top = Float.MAX_VALUE;
        float bottom = -Float.MAX_VALUE;
        for (Word word : words) {
            top = Math.min(top, word.top());
            bottom = Math.max(bottom, word.bottom());
        }
        return new Box(x0(), top, x1(), bottom);
    }

    /** What is on both sides of each blank that is at least so wide, in units of the font's size. */
    List<Chunk> chunks(float blank) {
        List<Chunk> chunks = new ArrayList<>();
        for (Word word : words) {
            Chunk last = chunks.isEmpty() ? null : chunks.getLast();
            if (last != null && word.x0() - last.x1() < blank * Math.max(1, word.size())) {
                chunks.set(chunks.size() - 1, new Chunk(last.x0(), Math.max(last.x1(), word.x1()), last.words() + 1));
            } else {
                chunks.add(new Chunk(word.x0(), word.x1(), 1));
            }
        }
        return chunks;
    }

    /** A part of a line with no wide blank in it. */
    record Chunk(float x0, float x1, int words) {}

    /** The lines with only those of their words, without the lines that have none. */
    static List<TextLine> only(List<TextLine> lines, Predicate<Word> words) {
        List<TextLine> kept = new ArrayList<>();
        for (TextLine line : lines) {
            List<Word> some = line.words.stream().filter(words).toList();
            if (!some.isEmpty()) {
                kept.add(some.size() == line.words.size() ? line : new TextLine(some));
            }
        }
        return kept;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Word word : words) {
            text.append(text.isEmpty() ? "" : " ").append(word.text());
        }
        return text.toString();
    }
}
