package io.scry.ingestor.adapter.excel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/**
 * Gives all cells of merged ranges the value of their first one, and passes the rows on. The ranges of an xlsx file come
 * after its rows, so they have to be known from an earlier reading.
 */
final class MergedCells implements SheetHandler {

    private final Deque<Merged> ahead;
    private final List<Merged> here = new ArrayList<>();
    private final Budget budget;
    private final ExcelOptions options;
    private final SheetHandler next;

    private static final class Merged {

        private final CellRangeAddress range;
        private @Nullable Cell value;

        Merged(CellRangeAddress range) {
            this.range = range;
        }
    }

    private MergedCells(List<Merged> ranges, ExcelOptions options, Budget budget, SheetHandler next) {
        this.ahead = new ArrayDeque<>(ranges);
        this.budget = budget;
        this.options = options;
        this.next = next;
    }

    /** Collects ranges, and takes no notice of rows. */
    static final class Collector implements SheetHandler {

        private static final int MOST = 250_000;

        private final List<Merged> ranges = new ArrayList<>();

        @Override
        public void row(Row row) {
            // Only the ranges are wanted.
        }

        @Override
        public void merged(CellRangeAddress range) {
            if (ranges.size() == MOST) {
                throw Refusals.limit(
                        "There are more than " + MOST + " merged ranges: set merged_cells to first", "max_cells");
            }
            ranges.add(new Merged(range));
        }

        MergedCells before(SheetHandler next, ExcelOptions options, Budget budget) {
            ranges.sort(Comparator.comparingInt(it -> it.range.getFirstRow()));
            return new MergedCells(ranges, options, budget, next);
        }
    }

    @Override
    public void row(Row row) {
        int index = row.number() - 1;
        while (!ahead.isEmpty() && ahead.getFirst().range.getFirstRow() <= index) {
            here.add(ahead.removeFirst());
        }
        for (Iterator<Merged> each = here.iterator(); each.hasNext(); ) {
            Merged merged = each.next();
            if (merged.range.getLastRow() < index) {
                each.remove();
            } else {
                fill(row, index, merged);
            }
        }
        next.row(row);
    }

    private void fill(Row row, int index, Merged merged) {
        int first = Math.max(0, merged.range.getFirstColumn());
        int last = Math.min(merged.range.getLastColumn(), options.maxColumns() - 1);
        budget.addCells(1);
        if (merged.range.getFirstRow() == index) {
            merged.value = row.get(first);
        }
        Cell value = merged.value;
        for (int column = first; value != null && column <= last; column++) {
            budget.addCells(1);
            if (row.get(column) == null) {
                row.set(column, value);
            }
        }
    }

    @Override
    public void merged(CellRangeAddress range) {
        next.merged(range);
    }
}
