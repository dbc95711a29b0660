package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import org.jspecify.annotations.Nullable;

/** A workbook in the format of Excel 2007 and later. */
final class XlsxWorkbook implements Workbook {

    /** All parts but texts and sheets are held in memory. */
    private static final long MOST_OF_SMALL_PART = 32L * 1024 * 1024;

    private final XMLInputFactory factory = Xml.factory();
    private final ZipParts parts;
    private final ExcelOptions options;
    private final Output output;
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<String> sheetParts = new ArrayList<>();
    private @Nullable SharedStrings strings;
    private Formats formats = Formats.NONE;
    private boolean date1904;

    private XlsxWorkbook(ZipParts parts, ExcelOptions options, Output output) {
        this.parts = parts;
        this.options = options;
        this.output = output;
    }

    /**
     * @param mode that of {@link java.util.zip.ZipFile}: the file can be deleted once it is closed
     */
    static XlsxWorkbook open(Path file, int mode, ExcelOptions options, Output output)
            throws IOException, InterruptedException {
        XlsxWorkbook workbook = new XlsxWorkbook(ZipParts.open(file, mode, options), options, output);
        try {
            workbook.load();
            return workbook;
        } catch (IOException | InterruptedException | RuntimeException e) {
            workbook.close();
            throw e;
        }
    }

    private void load() throws IOException, InterruptedException {
        Relations.Relation main = Relations.of(parts, "", this::open).first("officeDocument");
        String part = main == null ? "xl/workbook.xml" : main.target();
        ZipKind.require(parts, part);
        Relations relations = Relations.of(parts, part, this::open);
        loadSheets(part, relations);
        Relations.Relation styles = relations.first("styles");
        formats = loadStyles(styles == null ? "xl/styles.xml" : styles.target());
        Relations.Relation texts = relations.first("sharedStrings");
        strings = loadStrings(texts == null ? "xl/sharedStrings.xml" : texts.target());
    }

    private void loadSheets(String part, Relations relations) throws IOException, InterruptedException {
        try (Xml xml = open(part)) {
            int all = 0;
            while (xml != null && xml.next()) {
                if (xml.isStart("workbookPr")) {
                    date1904 = xml.isTrue("date1904");
                } else if (xml.isStart("sheet")) {
                    addSheet(xml, relations);
                    if (++all > options.maxSheets()) {
                        throw Refusals.limit("There are more than " + options.maxSheets() + " sheets", "max_sheets");
                    }
                } else if (xml.isEnd("sheets")) {
                    return;
                }
            }
        }
    }

    /** Chart, dialogue and macro sheets have no cells. */
    private void addSheet(Xml xml, Relations relations) {
        Relations.Relation relation = relations.get(xml.attribute("id"));
        if (relation == null || !relation.is("worksheet")) {
            return;
        }
        String name = xml.attribute("name");
        String state = xml.attribute("state");
        int index = sheets.size() + 1;
        sheets.add(new Sheet(
                index,
                name == null ? "Sheet" + index : Texts.unescape(name),
                "hidden".equals(state) || "veryHidden".equals(state)));
        sheetParts.add(relation.target());
    }

    private Formats loadStyles(String part) throws IOException, InterruptedException {
        Map<Integer, String> codes = new HashMap<>();
        List<Integer> styles = new ArrayList<>();
        boolean cells = false;
        try (Xml xml = open(part)) {
            while (xml != null && xml.next()) {
                if (xml.isStart("numFmt")) {
                    String code = xml.attribute("formatCode");
                    codes.putIfAbsent(number(xml.attribute("numFmtId")), code == null ? "General" : code);
                } else if (xml.isStart("cellXfs") || xml.isEnd("cellXfs")) {
                    cells = xml.isStart("cellXfs");
                } else if (cells && xml.isStart("xf")) {
                    styles.add(number(xml.attribute("numFmtId")));
                }
                Formats.requireFew(styles.size() + codes.size());
            }
        }
        return Formats.of(styles, codes, date1904);
    }

    private SharedStrings loadStrings(String part) throws IOException, InterruptedException {
        SharedStrings texts = new SharedStrings(options.maxSharedStringsSize());
        try (Xml xml = open(part, Long.MAX_VALUE)) {
            while (xml != null && xml.next()) {
                if (xml.isStart("si")) {
                    texts.add(XlsxSheet.richText(xml, "si", options.maxFieldSize()));
                }
            }
            texts.seal();
            return texts;
        } catch (IOException | InterruptedException | RuntimeException e) {
            texts.close();
            throw e;
        }
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw Refusals.damaged("'" + text + "' stands where a number should be", e);
        }
    }

    @Override
    public String format() {
        return "xlsx";
    }

    @Override
    public List<Sheet> sheets() {
        return sheets;
    }

    @Override
    public Formats formats() {
        return formats;
    }

    @Override
    public void read(Sheet sheet, SheetHandler handler) throws IOException, InterruptedException {
        String part = sheetParts.get(sheet.index() - 1);
        try (Xml xml = open(part, Long.MAX_VALUE)) {
            if (xml == null || strings == null) {
                throw Refusals.damaged("the sheet '" + sheet.name() + "' is missing");
            }
            new XlsxSheet(xml, strings, options).read(handler);
        }
    }

    private @Nullable Xml open(String part) throws IOException {
        return open(part, MOST_OF_SMALL_PART);
    }

    private @Nullable Xml open(String part, long most) throws IOException {
        InputStream in = parts.open(part, most);
        return in == null ? null : Xml.open(factory, in, output, parts.size(part));
    }

    @Override
    public void close() throws IOException {
        try (ZipParts _ = parts) {
            if (strings != null) {
                strings.close();
            }
        }
    }
}
