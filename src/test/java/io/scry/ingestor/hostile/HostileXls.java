package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.upload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Workbooks in the format of Excel 97 to 2003: records that are put together by hand. */
final class HostileXls {

    private static final byte[] BOOK = record(0x809, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final byte[] SHEET = record(0x809, 0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final byte[] END = record(0x0A);
    private static final byte[] BOUND = record(0x85, 0, 0, 0, 0, 0, 0, 1, 0, 'A');
    private static final byte[] NUMBER = record(0x203, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F);

    private HostileXls() {}

    static List<HostileCase> all() {
        return List.of(
                xls("a number alone", READ, BOOK, BOUND, END, SHEET, NUMBER, END),
                xls("no end of the sheet", READ, BOOK, BOUND, END, SHEET, NUMBER),
                xls("no end of the book", "empty", BOOK, BOUND, SHEET, NUMBER),
                xls("no sheet", "empty", BOOK, BOUND, END),
                xls("no book", "damaged", NUMBER, END),
                xls("a book in a book", READ, BOOK, BOOK, BOOK, BOUND, END, END, END, SHEET, NUMBER, END),
                xls("100,000 books in each other", "empty", BOOK, times(100_000, SHEET), BOUND),
                xls("a record that is longer than the file", "damaged", BOOK, BOUND, END, SHEET, new byte[] {
                    3, 2, -1, 0x7F, 1
                }),
                xls("a record that says less than it needs", "damaged", BOOK, BOUND, END, SHEET, record(0x203, 1, 2)),
                xls("300,000 sheets", "limit-exceeded", BOOK, times(300_000, BOUND), END),
                xls(
                        "a million merged ranges",
                        "limit-exceeded",
                        BOOK,
                        BOUND,
                        END,
                        SHEET,
                        NUMBER,
                        times(1000, merged(1000)),
                        END),
                xls(
                        "merged ranges that are not there",
                        "damaged",
                        BOOK,
                        BOUND,
                        END,
                        SHEET,
                        NUMBER,
                        record(0xE5, 0xFF, 0x7F),
                        END),
                xls(
                        "2^31-1 shared texts that are not there",
                        READ,
                        BOOK,
                        BOUND,
                        record(0xFC, -1, -1, -1, 0x7F, -1, -1, -1, 0x7F),
                        END,
                        SHEET,
                        NUMBER,
                        END),
                xls(
                        "a shared text that goes on for ever",
                        "damaged",
                        BOOK,
                        BOUND,
                        record(0xFC, 1, 0, 0, 0, 1, 0, 0, 0, -1, -1, 1, 'a'),
                        END,
                        SHEET,
                        NUMBER,
                        END),
                xls(
                        "a shared text with 2 GiB of extras",
                        "damaged",
                        BOOK,
                        BOUND,
                        record(0xFC, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 4, -1, -1, -1, 0x7F, 'a'),
                        END,
                        SHEET,
                        NUMBER,
                        END),
                xls(
                        "a cell whose shared text is missing",
                        "damaged",
                        BOOK,
                        BOUND,
                        END,
                        SHEET,
                        record(0xFD, 0, 0, 0, 0, 0, 0, -1, -1, -1, 0x7F),
                        END),
                xls(
                        "a row of cells that ends before it begins",
                        "empty",
                        BOOK,
                        BOUND,
                        END,
                        SHEET,
                        record(0xBD, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0),
                        END),
                xls(
                        "a cell in column 65,535",
                        "limit-exceeded",
                        BOOK,
                        BOUND,
                        END,
                        SHEET,
                        record(0x203, 0, 0, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                        END),
                xls(
                        "a formula that is cut off",
                        "damaged",
                        BOOK,
                        BOUND,
                        END,
                        SHEET,
                        record(0x06, 0, 0, 0, 0, 0, 0, 1),
                        END),
                xls(
                        "a formula whose tokens are longer than it is",
                        READ,
                        BOOK,
                        BOUND,
                        END,
                        SHEET,
                        record(0x06, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0x7F, 1, 2, 3),
                        END),
                xls(
                        "texts of formulas that there are not",
                        "empty",
                        BOOK,
                        BOUND,
                        END,
                        SHEET,
                        times(1000, record(0x207, 1, 0, 0, 'x')),
                        END),
                xls(
                        "encryption that nobody knows",
                        "unsupported",
                        BOOK,
                        record(0x2F, 9, 9, 9, 9, 9, 9),
                        BOUND,
                        END,
                        SHEET,
                        NUMBER,
                        END),
                xls(
                        "encryption of the oldest kind",
                        "password-required",
                        BOOK,
                        record(0x2F, 0, 0, 1, 2, 3, 4),
                        BOUND,
                        END,
                        SHEET,
                        NUMBER,
                        END),
                xls(
                        "100,000 formats of one number",
                        READ,
                        BOOK,
                        times(100_000, record(0x41E, 200, 0, 1, 0, 0, '0')),
                        BOUND,
                        END,
                        SHEET,
                        NUMBER,
                        END),
                xls(
                        "a million styles",
                        "damaged",
                        BOOK,
                        times(700_000, record(0xE0, new int[20])),
                        BOUND,
                        END,
                        SHEET,
                        NUMBER,
                        END),
                xls(
                        "a million continuations of nothing",
                        READ,
                        BOOK,
                        times(700_000, record(0x3C, 1)),
                        BOUND,
                        END,
                        SHEET,
                        NUMBER,
                        END),
                xls(
                        "records that nobody knows",
                        READ,
                        BOOK,
                        times(100_000, record(0x7777, 1, 2, 3)),
                        BOUND,
                        END,
                        SHEET,
                        NUMBER,
                        END),
                upload("a folder where the workbook should be", "excel", () -> folder(), "damaged"),
                upload("a container whose sectors go in a circle", "excel", () -> circular(), "damaged"),
                upload(
                        "a container that ends in its header",
                        "excel",
                        () -> Arrays.copyOf(book(BOOK, END), 300),
                        "damaged"),
                upload("a container of noise", "excel", () -> noise(), "damaged"));
    }

    private static HostileCase xls(String name, String outcome, byte[]... records) {
        return upload(name, "excel", () -> book(records), Map.of("header", "absent"), outcome);
    }

    private static byte[] record(int type, int... content) {
        ByteBuffer record = ByteBuffer.allocate(4 + content.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putShort((short) type).putShort((short) content.length);
        for (int value : content) {
            record.put((byte) value);
        }
        return record.array();
    }

    private static byte[] merged(int count) {
        int[] content = new int[2 + 8 * count];
        content[0] = count & 0xFF;
        content[1] = count >> 8;
        return record(0xE5, content);
    }

    private static byte[] times(int count, byte[] record) {
        byte[] all = new byte[count * record.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(record, 0, all, i * record.length, record.length);
        }
        return all;
    }

    private static byte[] book(byte[]... records) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] record : records) {
            content.writeBytes(record);
        }
        // Smaller ones lie in sectors of another size.
        content.writeBytes(new byte[Math.max(0, 4200 - content.size())]);
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            files.createDocument(new ByteArrayInputStream(content.toByteArray()), "Workbook");
            files.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }

    private static byte[] folder() throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            files.createDirectory("Workbook").createDocument("x", new ByteArrayInputStream(new byte[5000]));
            files.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }

    /** Every sector of the workbook is followed by its first. */
    private static byte[] circular() throws IOException {
        byte[] file = book(BOOK, times(20_000, BOUND), END);
        int table =
                512 * (1 + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(76));
        Arrays.fill(file, table + 8, table + 400, (byte) 0);
        return file;
    }

    private static byte[] noise() throws IOException {
        byte[] file = book(BOOK, END);
        new java.util.Random(3).nextBytes(file);
        System.arraycopy(book(BOOK, END), 0, file, 0, 512);
        return file;
    }
}
