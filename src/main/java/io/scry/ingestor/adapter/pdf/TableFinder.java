package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.pdf.PdfOptions.TableMode;
import io.scry.ingestor.adapter.pdf.Table.Kind;
import io.scry.ingestor.adapter.pdf.TextLine.Chunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the tables of one page. */
final class TableFinder {

    private static final float FILLED = 0.3f;
    private static final float WIDE_BLANK = 1;
    private static final float WIDE = 0.6f;
    private static final float SEVERAL = 0.4f;
    private static final int FEWEST_CELLS = 4;
    private static final int MAX_CELL_LINES = 25;
    private static final int FEW_LINES = 8;
    private static final float PROSE = 4.5f;

    /** What stands before the items of a list. */
    static final Pattern MARK = Pattern.compile("[^\\p{L}\\p{N}]{1,2}|o|\\(?[\\p{L}\\p{N}]{1,3}[.)]");

    private final TableMode mode;
    private final int maxCells;
    private final List<TextLine> lines;
    private final Rulings rulings;
    private final List<Table> tables = new ArrayList<>();
    private int cells;
    private boolean overflown;

    TableFinder(TableMode mode, int maxCells, List<TextLine> lines, Rulings rulings) {
        this.mode = mode;
        this.maxCells = maxCells;
        this.lines = lines;
        this.rulings = mode == TableMode.ALIGNED ? Rulings.none() : rulings;
    }

    /** Whether a table was left out because the page's tables have too many cells. */
    boolean overflown() {
        return overflown;
    }

    /** Finds the tables whose cells have lines between them. */
    List<Table> ruled() {
        RuledRegions regions = new RuledRegions(rulings);
        for (Box box : regions.grids()) {
            add(box, rulings, Kind.RULED);
        }
        if (mode == TableMode.AUTO) {
            for (List<Ruling> stack : regions.stacks()) {
                addStack(stack);
            }
        }
        return sorted();
    }

    /** Finds the tables in a part of the page that have no lines, and tells all there are. */
    List<Table> aligned(List<TextLine> part) {
        if (mode != TableMode.RULED) {
            List<TextLine> rest = TextLine.only(part, word -> tables.stream().noneMatch(table -> word.in(table.box())));
            for (List<TextLine> region : new AlignedRegions(rest).find()) {
                Box box = region.getFirst().box();
                for (TextLine line : region) {
                    box = box.with(line.box());
                }
                add(box, region, Rulings.none(), Kind.ALIGNED);
            }
        }
        return sorted();
    }

    private List<Table> sorted() {
        tables.sort(Comparator.<Table>comparingDouble(it -> it.box().y0())
                .thenComparingDouble(it -> it.box().x0()));
        return tables;
    }

    /** Joins the bands between the lines of a stack for as long as what stands in them is in columns. */
    private void addStack(List<Ruling> stack) {
        int first = 0;
        int last = 0;
        for (int i = 1; i <= stack.size(); i++) {
            Band band = i == stack.size() ? Band.OTHER : bandBetween(stack.get(i - 1), stack.get(i));
            if (band == Band.COLUMNS) {
                last = i;
            } else if (band == Band.OTHER || last < i - 1) {
                addBands(stack, first, last);
                first = i;
                last = i;
            }
        }
    }

    private void addBands(List<Ruling> stack, int first, int last) {
        if (last > first) {
            Ruling top = stack.get(first);
            Ruling bottom = stack.get(last);
            Box box = new Box(
                    Math.min(top.from(), bottom.from()), top.at(), Math.max(top.to(), bottom.to()), bottom.at());
            add(withHeader(box), rulings, Kind.RULED);
        }
    }

    /** The box and the lines in columns that stand close above it. */
    private Box withHeader(Box box) {
        Box above = new Box(box.x0(), -Float.MAX_VALUE, box.x1(), box.y0());
        Box header = box;
        for (TextLine line : TextLine.only(lines, word -> word.in(above)).reversed()) {
            boolean near = header.y0() - line.base() < line.size();
            if (!near || bandOf(List.of(line), box.width()) != Band.COLUMNS) {
                break;
            }
            header = header.with(
                    new Box(box.x0(), line.box().y0(), box.x1(), line.box().y1()));
        }
        return header;
    }

    /** What stands between two lines: columns, a short line of its own, or something else. */
    private enum Band {
        COLUMNS,
        SHORT,
        OTHER
    }

    private Band bandBetween(Ruling above, Ruling below) {
        Box band = new Box(above.from(), above.at(), above.to(), below.at());
        return bandOf(TextLine.only(lines, word -> word.in(band)), above.length());
    }

    private static Band bandOf(List<TextLine> within, float width) {
        boolean divided = within.isEmpty();
        int words = 0;
        int parts = 0;
        for (TextLine line : within) {
            List<Chunk> chunks = line.chunks(WIDE_BLANK);
            divided |= chunks.size() > 1;
            words += line.words().size();
            parts += chunks.size();
            if (chunks.stream().anyMatch(chunk -> chunk.x1() - chunk.x0() > WIDE * width)) {
                return Band.OTHER;
            }
        }
        if (within.size() > FEW_LINES && words >= PROSE * parts) {
            return Band.OTHER;
        }
        if (divided) {
            return Band.COLUMNS;
        }
        return within.size() == 1 ? Band.SHORT : Band.OTHER;
    }

    private void add(Box box, Rulings lines, Kind kind) {
        if (tables.stream().noneMatch(table -> table.box().overlaps(box))) {
            add(box, TextLine.only(this.lines, word -> word.in(box)), lines, kind);
        }
    }

    private void add(Box box, List<TextLine> within, Rulings lines, Kind kind) {
        if (within.stream().mapToInt(line -> line.words().size()).sum() < FEWEST_CELLS) {
            return;
        }
        boolean byText = mode != TableMode.RULED;
        List<List<String>> rows = new TableGrid(box, within, lines, byText).rows(maxCells - cells);
        if (rows == null) {
            overflown = true;
        } else if (isTable(rows)) {
            Table table = new Table(kind, box, rows);
            cells += table.cells();
            tables.add(table);
        }
    }

    private static boolean isTable(@Nullable List<List<String>> rows) {
        if (rows == null || rows.size() < 2 || rows.getFirst().size() < 2) {
            return false;
        }
        int marks = 0;
        int filled = 0;
        int several = 0;
        for (List<String> row : rows) {
            int cells = 0;
            for (String cell : row) {
                cells += cell.isEmpty() ? 0 : 1;
                if (cell.lines().count() > MAX_CELL_LINES) {
                    return false;
                }
            }
            filled += cells;
            several += cells > 1 ? 1 : 0;
            marks += MARK.matcher(row.getFirst()).matches() ? 1 : 0;
        }
        boolean isList = rows.getFirst().size() == 2 && marks >= 0.5f * several;
        return !isList
                && several >= Math.max(2, SEVERAL * rows.size())
                && filled >= FILLED * rows.size() * rows.getFirst().size();
    }
}
