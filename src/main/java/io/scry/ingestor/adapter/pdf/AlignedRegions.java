package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.pdf.ColumnGap.Demand;
import io.scry.ingestor.adapter.pdf.TextLine.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds lines under one another whose words stand in columns, though no line is drawn. */
final class AlignedRegions {

    private static final float BLANK = 1;
    private static final float NEAR = 3;
    private static final int MAX_CHUNKS = 200;
    private static final int FEW_ROWS = 3;
    private static final float NARROW = 0.6f;
    private static final float PROSE = 5;
    private static final Demand COLUMN = new Demand(0.8f, FEW_ROWS, 0.4f);
    private static final Pattern LEADERS = Pattern.compile(".*(?:\\.\\s?){4,}.*");

    private final List<TextLine> lines;
    private final List<List<Chunk>> chunks = new ArrayList<>();

    AlignedRegions(List<TextLine> lines) {
        this.lines = lines;
        lines.forEach(line -> chunks.add(line.chunks(BLANK)));
    }

    /** The lines of each region that could be a table. */
    List<List<TextLine>> find() {
        List<List<TextLine>> found = new ArrayList<>();
        int start = 0;
        while (start < lines.size()) {
            int end = isDivided(start) ? endOfBlock(start) : start;
            if (end - start + 1 >= FEW_ROWS) {
                List<TextLine> block = lines.subList(start, end + 1);
                List<ColumnGap> gaps = ColumnGap.in(block, COLUMN);
                if (isTable(block, gaps)) {
                    int first = extendUp(start, gaps);
                    int last = extendDown(end, block, gaps);
                    found.add(lines.subList(first, last + 1));
                    end = last;
                }
            }
            start = end + 1;
        }
        return found;
    }

    private boolean isDivided(int line) {
        int count = chunks.get(line).size();
        return count > 1 && count <= MAX_CHUNKS;
    }

    private int endOfBlock(int start) {
        int end = start;
        float x0 = lines.get(start).x0();
        float x1 = lines.get(start).x1();
        for (int i = start + 1; i < lines.size() && isNear(i - 1, i); i++) {
            TextLine line = lines.get(i);
            if (isDivided(i)) {
                end = i;
                x0 = Math.min(x0, line.x0());
                x1 = Math.max(x1, line.x1());
            } else if (i - end > 2 || line.x1() - line.x0() > NARROW * (x1 - x0)) {
                break;
            }
        }
        return end;
    }

    private boolean isNear(int above, int below) {
        float size = Math.max(lines.get(above).size(), lines.get(below).size());
        return lines.get(below).base() - lines.get(above).base() <= NEAR * size;
    }

    private boolean isTable(List<TextLine> block, List<ColumnGap> gaps) {
        if (gaps.isEmpty()) {
            return false;
        }
        float[] edges = edges(gaps);
        int columns = edges.length - 1;
        int[] filled = new int[columns];
        int[] words = new int[columns];
        int marks = 0;
        int leaders = 0;
        int rows = 0;
        for (TextLine line : block) {
            int[] count = new int[columns];
            line.words().forEach(word -> count[RowSplit.columnOf(word.centerX(), edges)]++);
            int used = 0;
            for (int i = 0; i < columns; i++) {
                used += count[i] > 0 ? 1 : 0;
                filled[i] += count[i] > 0 ? 1 : 0;
                words[i] += count[i];
            }
            rows += used > 1 ? 1 : 0;
            marks += count[0] == 1
                            && TableFinder.MARK
                                    .matcher(line.words().getFirst().text())
                                    .matches()
                    ? 1
                    : 0;
            leaders += LEADERS.matcher(line.text()).matches() ? 1 : 0;
        }
        boolean list = columns == 2 && marks >= 0.5f * rows;
        boolean contents = columns <= 3 && leaders >= 0.5f * rows;
        return rows >= (columns == 2 ? FEW_ROWS + 1 : FEW_ROWS)
                && rows >= 0.5f * block.size()
                && !list
                && !contents
                && !isProse(filled, words);
    }

    /** Whether there are columns of text rather than of cells: in all of them, many words stand on a line. */
    private static boolean isProse(int[] filled, int[] words) {
        int prose = 0;
        for (int i = 0; i < filled.length; i++) {
            prose += words[i] >= PROSE * Math.max(1, filled[i]) ? 1 : 0;
        }
        return prose >= Math.max(1, filled.length - 1) && prose * 2 > filled.length;
    }

    private int extendUp(int start, List<ColumnGap> gaps) {
        int first = start;
        while (first > 0
                && lines.get(first).base() - lines.get(first - 1).base()
                        < 1.6f * lines.get(first).size()
                && columnOf(lines.get(first - 1), gaps) > 0) {
            first--;
        }
        return first;
    }

    private int extendDown(int end, List<TextLine> block, List<ColumnGap> gaps) {
        float pitch = new RowSplit(block, edges(gaps)).pitch();
        int last = end;
        while (last + 1 < lines.size()
                && lines.get(last + 1).base() - lines.get(last).base() < 0.8f * pitch
                && lines.get(last + 1).base() - lines.get(last).base()
                        < 1.4f * lines.get(last).size()
                && columnOf(lines.get(last + 1), gaps) >= 0) {
            last++;
        }
        return last;
    }

    /** The one column that a line stands in, or -1 if it reaches into several. */
    private static int columnOf(TextLine line, List<ColumnGap> gaps) {
        int column = 0;
        for (ColumnGap gap : gaps) {
            if (line.x0() < gap.from() && line.x1() > gap.to()) {
                return -1;
            }
            column += line.x0() >= gap.middle() ? 1 : 0;
        }
        return column;
    }

    private static float[] edges(List<ColumnGap> gaps) {
        float[] edges = new float[gaps.size() + 2];
        edges[0] = -Float.MAX_VALUE;
        for (int i = 0; i < gaps.size(); i++) {
            edges[i + 1] = gaps.get(i).middle();
        }
        edges[edges.length - 1] = Float.MAX_VALUE;
        return edges;
    }
}
