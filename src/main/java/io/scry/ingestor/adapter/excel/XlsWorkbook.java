package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.WellFormed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/** A workbook in the format of Excel 97 to 2003. Its sheets are read record by record, so that none is held in memory. */
final class XlsWorkbook implements Workbook {

    private static final int BIFF8 = 0x600;

    private final POIFSFileSystem files;
    private final DocumentEntry entry;
    private final ExcelOptions options;
    private final Output output;
    private final SharedStrings strings;
    private final List<BoundSheetRecord> bound = new ArrayList<>();
    private final List<Integer> formatOfStyle = new ArrayList<>();
    private final Map<Integer, String> codes = new HashMap<>();
    private final List<Sheet> sheets = new ArrayList<>();

    /** The place of each sheet among all that have records of their own. */
    private final List<Integer> places = new ArrayList<>();

    private boolean date1904;
    private Formats formats = Formats.NONE;
    private @Nullable XlsRecords records;
    private int place;

    private XlsWorkbook(POIFSFileSystem files, DocumentEntry entry, ExcelOptions options, Output output)
            throws IOException {
        this.files = files;
        this.entry = entry;
        this.options = options;
        this.output = output;
        this.strings = new SharedStrings(options.maxSharedStringsSize());
    }

    static XlsWorkbook open(Path file, ExcelOptions options, Output output) throws IOException, InterruptedException {
        if (Files.size(file) > options.maxXlsSize()) {
            throw Refusals.limit("The file is larger than " + options.maxXlsSize() + " bytes", "max_xls_size");
        }
        POIFSFileSystem files = Ole2.open(file);
        try {
            XlsWorkbook workbook = new XlsWorkbook(files, Ole2.workbook(files), options, output);
            workbook.load();
            return workbook;
        } catch (IOException | InterruptedException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private void load() throws IOException, InterruptedException {
        try {
            XlsRecords all = rewind();
            loadGlobals(all);
            strings.seal();
            formats = Formats.of(formatOfStyle, codes, date1904);
            loadSheets(all);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts anew, before the workbook's own records. */
    private XlsRecords rewind() throws IOException {
        if (records != null) {
            records.close();
        }
        records = new XlsRecords(entry, output);
        place = 0;
        return records;
    }

    private void loadGlobals(XlsRecords all) throws IOException, InterruptedException {
        if (!all.next() || all.sid() != BOFRecord.sid) {
            throw Refusals.damaged("it does not begin as a workbook does");
        }
        if (all.parse(BOFRecord::new).getVersion() != BIFF8) {
            throw Refusals.unsupported("a workbook of Excel 95 or older");
        }
        while (all.next() && all.depth() > 0) {
            switch (all.sid()) {
                case FilePassRecord.sid -> all.decrypt(options.password());
                case BoundSheetRecord.sid -> addSheet(all.parse(BoundSheetRecord::new));
                case DateWindow1904Record.sid ->
                    date1904 = all.parse(DateWindow1904Record::new).getWindowing() == 1;
                case FormatRecord.sid -> {
                    FormatRecord format = all.parse(FormatRecord::new);
                    codes.put(format.getIndexCode(), format.getFormatString());
                }
                case ExtendedFormatRecord.sid -> {
                    formatOfStyle.add((int) all.parse(ExtendedFormatRecord::new).getFormatIndex());
                    Formats.requireFew(formatOfStyle.size());
                }
                case SSTRecord.sid -> XlsStrings.read(all, strings, options.maxFieldSize());
                default -> {
                    // All else is of no concern here.
                }
            }
        }
    }

    private void addSheet(BoundSheetRecord sheet) {
        bound.add(sheet);
        if (bound.size() > options.maxSheets()) {
            throw Refusals.limit("There are more than " + options.maxSheets() + " sheets", "max_sheets");
        }
    }

    /** The records of the sheets come in the order of their positions; chart and macro sheets are among them. */
    private void loadSheets(XlsRecords all) throws InterruptedException {
        List<BoundSheetRecord> ordered = bound.stream()
                .sorted(Comparator.comparingInt(BoundSheetRecord::getPositionOfBof))
                .toList();
        List<BoundSheetRecord> worksheets = new ArrayList<>();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < ordered.size() && nextStream(all); i++) {
            if (all.parse(BOFRecord::new).getType() == BOFRecord.TYPE_WORKSHEET) {
                worksheets.add(ordered.get(i));
                found.add(i);
            }
        }
        for (BoundSheetRecord sheet : bound) {
            int at = worksheets.indexOf(sheet);
            if (at >= 0) {
                places.add(found.get(at));
                boolean hidden = sheet.isHidden() || sheet.isVeryHidden();
                sheets.add(new Sheet(sheets.size() + 1, WellFormed.text(sheet.getSheetname()), hidden));
            }
        }
    }

    private boolean nextStream(XlsRecords all) throws InterruptedException {
        while (all.next()) {
            if (all.sid() == BOFRecord.sid && all.depth() == 1) {
                place++;
                return true;
            }
        }
        return false;
    }

    @Override
    public String format() {
        return "xls";
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
        int wanted = places.get(sheet.index() - 1) + 1;
        XlsRecords all = records;
        if (all == null || place >= wanted) {
            all = rewind();
            skipGlobals(all);
        }
        while (place < wanted) {
            if (!nextStream(all)) {
                throw Refusals.damaged("the sheet '" + sheet.name() + "' is missing");
            }
        }
        new XlsSheet(all, strings, options).read(handler);
    }

    private void skipGlobals(XlsRecords all) throws InterruptedException {
        while (all.next() && all.depth() > 0) {
            if (all.sid() == FilePassRecord.sid) {
                all.decrypt(options.password());
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (POIFSFileSystem _ = files;
                SharedStrings _ = strings) {
            if (records != null) {
                records.close();
            }
        }
    }
}
