package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.pdf.TextLine.Chunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A strip of white from the top to the bottom of some lines, with text on both sides. */
record ColumnGap(float from, float to) {

    private static final float PHRASE = 0.5f;
    private static final int FEW = 5;
    private static final int MANY = 8;
    private static final float CROSSING = 0.08f;

    /**
     * What makes a strip wide and tall enough.
     *
     * @param width in units of the font's size, if the lines are not many
     * @param lines how many at least have text on both sides
     * @param share of the lines with several parts that have text on both sides
     */
    record Demand(float width, int lines, float share) {}

    private record Edge(float x, int step) {}

    float middle() {
        return (from + to) / 2;
    }

    /** The strips in these lines, from left to right; a few lines, such as headers of several columns, may cross. */
    static List<ColumnGap> in(List<TextLine> lines, Demand demand) {
        List<Edge> edges = new ArrayList<>();
        List<Edge> allEdges = new ArrayList<>();
        List<List<Chunk>> divided = new ArrayList<>();
        float size = 0;
        for (TextLine line : lines) {
            List<Chunk> chunks = line.chunks(PHRASE);
            addEdges(chunks, allEdges);
            if (chunks.size() > 1) {
                divided.add(chunks);
                size += line.size();
                addEdges(chunks, edges);
            }
        }
        int count = divided.size();
        if (count < demand.lines()) {
            return List.of();
        }
        float width = (count >= MANY ? PHRASE : demand.width()) * size / count;
        List<ColumnGap> free = atLeast(width, free(edges, 0));
        List<ColumnGap> clear = atLeast(width, free(allEdges, 0));
        int crossing = count < FEW ? 0 : Math.max(1, (int) (CROSSING * count));
        return atLeast(width, free(edges, crossing)).stream()
                .map(gap -> gap.freest(clear).orElseGet(() -> gap.freest(free).orElse(gap)))
                .filter(gap -> sides(gap, divided) >= Math.max(demand.lines(), demand.share() * count))
                .toList();
    }

    private static void addEdges(List<Chunk> chunks, List<Edge> edges) {
        for (Chunk chunk : chunks) {
            edges.add(new Edge(chunk.x0(), 1));
            edges.add(new Edge(chunk.x1(), -1));
        }
    }

    private static List<ColumnGap> atLeast(float width, List<ColumnGap> gaps) {
        return gaps.stream().filter(gap -> gap.to - gap.from >= width).toList();
    }

    /** The part of the strip that nothing crosses, if there is one. */
    private Optional<ColumnGap> freest(List<ColumnGap> free) {
        return free.stream()
                .filter(gap -> from <= gap.from && gap.to <= to)
                .max(Comparator.comparingDouble(gap -> gap.to - gap.from));
    }

    /** The strips that at most so many lines cross. */
    private static List<ColumnGap> free(List<Edge> edges, int crossing) {
        edges.sort(Comparator.comparingDouble(Edge::x).thenComparing(Edge::step, Comparator.reverseOrder()));
        List<ColumnGap> gaps = new ArrayList<>();
        int covered = 0;
        float from = Float.NaN;
        for (Edge edge : edges) {
            boolean wasFree = covered <= crossing;
            covered += edge.step();
            boolean isFree = covered <= crossing;
            if (isFree && !wasFree) {
                from = edge.x();
            } else if (wasFree && !isFree && !Float.isNaN(from)) {
                gaps.add(new ColumnGap(from, edge.x()));
            }
        }
        return gaps;
    }

    /** How many lines have text on both sides. */
    private static int sides(ColumnGap gap, List<List<Chunk>> lines) {
        int count = 0;
        for (List<Chunk> chunks : lines) {
            boolean left = chunks.getFirst().x0() < gap.middle();
            boolean right = chunks.getLast().x1() > gap.middle();
            boolean crossed = chunks.stream().anyMatch(it -> it.x0() < gap.from - 1 && it.x1() > gap.to + 1);
            count += left && right && !crossed ? 1 : 0;
        }
        return count;
    }
}
