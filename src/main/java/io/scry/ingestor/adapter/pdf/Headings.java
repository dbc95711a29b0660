package io.scry.ingestor.adapter.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Collects what could be headings, page by page, and tells at the end which are: what is larger or bolder than the font in
 * which most of the document is written. The looks that there are give the levels, the largest being 1.
 */
final class Headings {

    /** More headings than this are not listed. */
    static final int MAX = 10_000;

    private static final int LEVELS = 6;
    private static final int MAX_LENGTH = 200;
    private static final int MAX_LINES = 4;
    private static final float LARGER = 1.1f;
    private static final float SAME_LEVEL = 0.9f;
    private static final float WIDE_BLANK = 2;

    private final Map<Float, Long> charactersBySize = new HashMap<>();
    private final Map<Float, Long> boldCharactersBySize = new HashMap<>();
    private final List<Heading> candidates = new ArrayList<>();

    /**
     * Takes the lines of a part of a page, from top to bottom.
     *
     * @param read how the page lies when its lines are read
     * @param shown how it lies when it is shown
     */
    void add(int page, List<TextLine> lines, PageFrame read, PageFrame shown) {
        Heading open = null;
        float base = 0;
        int count = 0;
        for (TextLine line : lines) {
            float size = sizeOf(line);
            boolean bold = line.words().stream().allMatch(Word::bold);
            String text = CleanText.value(line.text());
            charactersBySize.merge(size, (long) text.length(), Long::sum);
            if (bold) {
                boldCharactersBySize.merge(size, (long) text.length(), Long::sum);
            }
            boolean goesOn = open != null
                    && open.size() == size
                    && open.bold() == bold
                    && line.base() - base < 1.5f * size
                    && count < MAX_LINES;
            base = line.base();
            Box box = read.in(shown, line.box());
            if (goesOn && open != null) {
                open = new Heading(page, size, bold, open.box().with(box), open.text() + " " + text);
                count++;
            } else {
                keep(open);
                open = line.chunks(WIDE_BLANK).size() > 2 ? null : new Heading(page, size, bold, box, text);
                count = 1;
            }
        }
        keep(open);
    }

    /** All headings of the document, in order, as {@code "headings": [...]}; tells how many there are. */
    int write(JsonGenerator json) {
        float body = body();
        boolean boldBody = boldCharactersBySize.getOrDefault(body, 0L) * 2 > charactersBySize.getOrDefault(body, 0L);
        List<Heading> headings = candidates.stream()
                .filter(it -> it.size() >= LARGER * body || (it.bold() && !boldBody && it.size() >= body))
                .toList();
        TreeMap<Float, Integer> levels = new TreeMap<>(Comparator.reverseOrder());
        headings.forEach(it -> levels.put(it.rank(), 0));
        int level = 0;
        float first = Float.MAX_VALUE;
        for (Float rank : List.copyOf(levels.keySet())) {
            if (rank < SAME_LEVEL * first) {
                first = rank;
                level++;
            }
            levels.put(rank, Math.min(LEVELS, level));
        }
        json.writeArrayPropertyStart("headings");
        headings.forEach(it -> it.write(json, levels.getOrDefault(it.rank(), LEVELS)));
        json.writeEndArray();
        return headings.size();
    }

    private void keep(@Nullable Heading heading) {
        if (heading != null
                && candidates.size() < MAX
                && heading.text().length() <= MAX_LENGTH
                && heading.text().chars().filter(Character::isLetter).count() >= 2
                && (heading.bold() || heading.size() > smallestBody())) {
            candidates.add(heading);
        }
    }

    /** The size of its characters on average, to half a point. */
    private static float sizeOf(TextLine line) {
        float sum = 0;
        int length = 0;
        for (Word word : line.words()) {
            sum += word.size() * word.text().length();
            length += word.text().length();
        }
        return Math.round(2 * sum / Math.max(1, length)) / 2f;
    }

    /** No size up to this one is a heading's, whatever the rest of the document holds. */
    private float smallestBody() {
        return charactersBySize.keySet().stream().min(Float::compare).orElse(0f);
    }

    /** The size in which most characters are. */
    private float body() {
        return charactersBySize.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0f);
    }
}
