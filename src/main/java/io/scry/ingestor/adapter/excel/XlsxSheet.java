package io.scry.ingestor.adapter.excel;

import java.io.IOException;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/** Reads one sheet of an xlsx file. Cells and rows may leave out where they are: then they follow the one before. */
final class XlsxSheet {

    private static final int FAR_BEYOND = 1 << 20;

    private final Xml xml;
    private final SharedStrings strings;
    private final int longest;
    private final Row row;
    private final StringBuilder text = new StringBuilder();
    private int number;
    private int column;

    XlsxSheet(Xml xml, SharedStrings strings, ExcelOptions options) {
        this.xml = xml;
        this.strings = strings;
        this.longest = options.maxFieldSize();
        this.row = new Row(options);
    }

    void read(SheetHandler handler) throws IOException, InterruptedException {
        while (xml.next()) {
            if (xml.isStart("sheetData")) {
                readRows(handler);
            } else if (xml.isStart("mergeCell")) {
                CellRangeAddress range = range(xml.attribute("ref"));
                if (range != null) {
                    handler.merged(range);
                }
            }
        }
    }

    private void readRows(SheetHandler handler) throws IOException, InterruptedException {
        while (xml.next() && !xml.isEnd("sheetData")) {
            if (xml.isStart("row")) {
                number = integer(xml.attribute("r"), number + 1);
                column = -1;
                row.begin(number);
            } else if (xml.isStart("c")) {
                readCell();
            } else if (xml.isEnd("row") && row.width() > 0) {
                handler.row(row);
            }
        }
    }

    private void readCell() throws IOException, InterruptedException {
        column = column(xml.attribute("r"), column + 1);
        int style = integer(xml.attribute("s"), 0);
        String type = xml.attribute("t");
        boolean formula = false;
        boolean valued = false;
        while (xml.next() && !xml.isEnd("c")) {
            if (xml.isStart("v")) {
                text.setLength(0);
                xml.appendText(text, longest);
                valued = !text.isEmpty();
                set(value(type == null ? "n" : type, text.toString(), style));
            } else if (xml.isStart("is")) {
                set(text(richText(xml, "is", longest)));
            } else if (xml.isStart("f")) {
                xml.skip();
                formula = true;
            }
        }
        if (formula && !valued && !"str".equals(type)) {
            row.addUncalculated();
        }
    }

    private void set(@Nullable Cell cell) {
        if (cell != null) {
            row.set(column, cell);
        }
    }

    private @Nullable Cell value(String type, String value, int style) {
        return switch (type) {
            case "s" -> shared(value);
            case "b" -> value.isEmpty() ? null : new Cell.Truth(value.equals("1") || value.equals("true"));
            case "e" -> value.isEmpty() ? null : new Cell.Fault(value);
            case "n" -> numeric(value, style);
            default -> text(Texts.unescape(value));
        };
    }

    private @Nullable Cell shared(String value) {
        if (value.isEmpty()) {
            return null;
        }
        String found = strings.get(integer(value, 0));
        if (found == null) {
            throw Refusals.damaged("row " + number + " refers to a text that is missing");
        }
        return text(found);
    }

    private static @Nullable Cell text(String text) {
        return text.isEmpty() ? null : new Cell.Text(text);
    }

    /** What is no number, though it should be, is taken as the text that it is. */
    private static @Nullable Cell numeric(String value, int style) {
        if (value.isBlank()) {
            return null;
        }
        try {
            double number = Double.parseDouble(value);
            return Double.isFinite(number) ? new Cell.Numeric(number, style) : text(value);
        } catch (NumberFormatException _) {
            return text(value);
        }
    }

    /** The text of an element that has it in one piece or in runs, without the reading aids for it. */
    static String richText(Xml xml, String element, int longest) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        while (xml.next() && !xml.isEnd(element)) {
            if (xml.isStart("t")) {
                xml.appendText(text, longest);
            } else if (xml.isStart("rPh")) {
                xml.skip();
            }
        }
        return Texts.unescape(text.toString());
    }

    private static int integer(@Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw Refusals.damaged("'" + text + "' stands where a number should be", e);
        }
    }

    /** The column of a reference such as AB12, from 0. */
    private static int column(@Nullable String reference, int otherwise) {
        int column = 0;
        for (int i = 0; reference != null && i < reference.length() && column < FAR_BEYOND; i++) {
            char letter = Character.toUpperCase(reference.charAt(i));
            if (letter >= 'A' && letter <= 'Z') {
                column = column * 26 + letter - 'A' + 1;
            } else if (letter != '$') {
                break;
            }
        }
        return column == 0 ? otherwise : column - 1;
    }

    private static @Nullable CellRangeAddress range(@Nullable String reference) {
        try {
            return reference == null ? null : CellRangeAddress.valueOf(reference);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
