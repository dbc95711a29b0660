package io.scry.ingestor.adapter.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is read from start to end, twice, record by record. */
final class CsvFile {

    private static final int HEAD_SIZE = 64 * 1024;
    private static final int READINGS = 2;

    /** What the parser reads at once; its buffer needs that much room beyond the longest cell. */
    private static final int PARSER_READ_SIZE = 8 * 1024;

    private final Path path;
    private final long size;
    private final byte[] head;
    private final CsvOptions options;
    private final Output output;

    CsvFile(Path path, CsvOptions options, Output output) throws IOException {
        this.path = path;
        this.options = options;
        this.output = output;
        this.size = Files.size(path);
        try (InputStream in = Files.newInputStream(path)) {
            this.head = in.readNBytes(HEAD_SIZE);
        }
    }

    /** Its first bytes. */
    byte[] head() {
        return head;
    }

    /** Whether the head is not all of it. */
    boolean isLongerThanHead() {
        return size > head.length;
    }

    /** Whether there is nothing but white space in it. */
    boolean isBlank(TextEncoding encoding) throws IOException, InterruptedException {
        char[] buffer = new char[PARSER_READ_SIZE];
        try (SourceReader reader = new SourceReader(path, encoding)) {
            int count;
            while ((count = reader.read(buffer, 0, buffer.length)) >= 0) {
                for (int i = 0; i < count; i++) {
                    if (!Character.isWhitespace(buffer[i])) {
                        return false;
                    }
                }
                output.progress(0, size * READINGS);
            }
            return true;
        } catch (BadTextException e) {
            return false;
        }
    }

    /**
     * Reads all records.
     *
     * @param reading the first is 0
     * @throws BadTextException if the file is not text in this encoding
     * @throws UnreadableSourceException if its structure is damaged, or the handler refuses it
     */
    void read(TextEncoding encoding, Dialect dialect, RecordHandler handler, int reading)
            throws IOException, InterruptedException {
        try (SourceReader source = new SourceReader(path, encoding);
                CsvReader<RecordHandler> records =
                        dialect.parser().maxBufferSize(bufferSize()).build(handler, source)) {
            records.skipLines(options.skipRows());
            long done = -1;
            for (RecordHandler _ : records) {
                if (source.bytesRead() != done) {
                    done = source.bytesRead();
                    output.progress(size * reading + done, size * READINGS);
                }
            }
        } catch (UncheckedIOException e) {
            throw causeOf(e);
        } catch (CsvParseException e) {
            throw ParserFailures.translate(e, handler.line(), longestCell());
        }
    }

    /** The line on which the file ceases to be text in this encoding. */
    long lineOfBadText(TextEncoding encoding) throws IOException, InterruptedException {
        char[] buffer = new char[PARSER_READ_SIZE];
        long line = 1;
        char last = 0;
        try (SourceReader reader = new SourceReader(path, encoding)) {
            int count;
            while ((count = reader.read(buffer, 0, buffer.length)) >= 0) {
                for (int i = 0; i < count; i++) {
                    boolean secondHalf = buffer[i] == '\n' && last == '\r';
                    line += !secondHalf && (buffer[i] == '\n' || buffer[i] == '\r') ? 1 : 0;
                    last = buffer[i];
                }
                output.progress(0, size * READINGS);
            }
        } catch (BadTextException e) {
            return line;
        }
        return line;
    }

    /** A quote within a cell takes two characters, and is one. */
    private int bufferSize() {
        return 2 * (longestCell() + 1 + PARSER_READ_SIZE);
    }

    private int longestCell() {
        return options.maxFieldSize() == 0 ? CsvOptions.MOST_CHARACTERS : options.maxFieldSize();
    }

    private static IOException causeOf(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause == null ? new IOException("The file could not be read", e) : cause;
    }
}
