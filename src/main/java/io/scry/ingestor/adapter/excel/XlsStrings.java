package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.WellFormed;
import java.io.IOException;
import org.apache.poi.hssf.record.ContinueRecord;
import org.apache.poi.hssf.record.RecordInputStream;

/** Reads the texts that the cells of an xls file share. A record is continued in others, at any place of a text. */
final class XlsStrings {

    private static final int WIDE = 1;
    private static final int EXTENDED = 4;
    private static final int RICH = 8;
    private static final int RUN_SIZE = 4;

    private XlsStrings() {}

    /** A table that ends before the number of texts that it tells has only those. */
    static void read(XlsRecords records, SharedStrings strings, int longest) throws IOException {
        int count = records.parse(in -> {
            in.readInt();
            return in.readInt();
        });
        for (int i = 0; i < count && records.parse(XlsStrings::hasMore); i++) {
            String text = records.parse(XlsStrings::text);
            if (text.length() > longest) {
                throw Refusals.limit("A cell is longer than " + longest + " characters", "max_field_size");
            }
            strings.add(WellFormed.text(text));
        }
    }

    private static boolean hasMore(RecordInputStream in) {
        return in.available() > 0 || (in.hasNextRecord() && in.getNextSid() == ContinueRecord.sid);
    }

    private static String text(RecordInputStream in) {
        int length = in.readUShort();
        int flags = in.readUByte();
        long extras = (flags & RICH) == 0 ? 0 : (long) in.readUShort() * RUN_SIZE;
        extras += (flags & EXTENDED) == 0 ? 0 : Math.max(0, in.readInt());
        String text = (flags & WIDE) == 0 ? in.readCompressedUnicode(length) : in.readUnicodeLEString(length);
        for (; extras > 0; extras--) {
            in.readByte();
        }
        return text;
    }
}
