package io.scry.ingestor.adapter.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** What the start of a file looks like when it is read in one dialect. */
final class Shape extends AbstractBaseCsvCallbackHandler<Shape> {

    private static final String DELIMITERS = ",;\t|";

    private final Dialect dialect;
    private final Map<Integer, Integer> recordsByCells = new HashMap<>();
    private int records;
    private int cellsOfFirst;
    private int cellsOfLast;
    private int cells;
    private int cleanCells;
    private int quotedCells;
    private boolean broken;

    private Shape(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * @param sample whole records, but for the last one, which may be cut off
     * @param cutOff whether it may be
     * @param skipLines how many lines are passed over first
     */
    static Shape of(String sample, boolean cutOff, int skipLines, Dialect dialect) {
        Shape shape = new Shape(dialect);
        try (CsvReader<Shape> reader =
                dialect.parser().allowUnclosedQuote(cutOff).build(shape, sample)) {
            reader.skipLines(skipLines);
            reader.forEach(Shape::count);
            if (cutOff) {
                shape.forgetLast();
            }
        } catch (CsvParseException e) {
            shape.broken = true;
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory could not be read", e);
        }
        return shape;
    }

    private void count() {
        if (getRecordType() == RecordType.DATA) {
            cellsOfFirst = records == 0 ? getFieldCount() : cellsOfFirst;
            records++;
            cellsOfLast = getFieldCount();
            recordsByCells.merge(cellsOfLast, 1, Integer::sum);
        }
    }

    private void forgetLast() {
        if (records > 1) {
            records--;
            recordsByCells.merge(cellsOfLast, -1, Integer::sum);
        }
    }

    @Override
    protected void handleField(int column, char[] text, int start, int length, boolean quoted) {
        cells++;
        quotedCells += quoted ? 1 : 0;
        cleanCells += quoted || isClean(text, start, start + length) ? 1 : 0;
    }

    /** Whether it holds no delimiter of another dialect, other than the comma in {@code 1,5}. */
    private boolean isClean(char[] text, int start, int end) {
        boolean number = true;
        int delimiters = 0;
        for (int i = start; i < end; i++) {
            char c = text[i];
            boolean delimiter = DELIMITERS.indexOf(c) >= 0;
            delimiters += delimiter ? 1 : 0;
            number &= c == ',' || (c == '-' && i == start) || ColumnType.isDigit(c);
        }
        return delimiters == 0 || (number && delimiters == 1);
    }

    @Override
    protected Shape buildRecord() {
        return this;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Whether the sample breaks the dialect's rules of quoting. */
    boolean isBroken() {
        return broken;
    }

    boolean isMostlyQuoted() {
        return quotedCells >= 2 && quotedCells * 2 >= cells;
    }

    int records() {
        return records;
    }

    /** The share of records that have as many cells as most of those that have several; 0 if none has. */
    double consistency() {
        return records == 0 ? 0 : (double) recordsByCells.getOrDefault(usualCells(), 0) / records;
    }

    /** How well the dialect fits; 0 if it does not. */
    double score() {
        int usual = usualCells();
        boolean divided = cellsOfFirst >= 2 || (usual >= 3 && consistency() >= 0.5);
        if (!divided) {
            return 0;
        }
        double clean = 0.01 + 0.99 * cleanCells / cells;
        return consistency() * clean * (usual - 1) / usual;
    }

    private int usualCells() {
        int usual = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> entry : recordsByCells.entrySet()) {
            int count = entry.getValue();
            if (entry.getKey() >= 2 && (count > most || (count == most && entry.getKey() > usual))) {
                usual = entry.getKey();
                most = count;
            }
        }
        return usual;
    }
}
