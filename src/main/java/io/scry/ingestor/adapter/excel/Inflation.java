package io.scry.ingestor.adapter.excel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what the parts of an archive unpack to, together and each against its packed size. */
final class Inflation {

    /** Below that, no part is refused for being much larger than it was packed. */
    private static final long SMALL = 4L * 1024 * 1024;

    private final long maxTotal;
    private final int maxRatio;
    private long total;

    Inflation(ExcelOptions options) {
        this.maxTotal = options.maxUncompressedSize();
        this.maxRatio = options.maxInflation();
    }

    InputStream watch(InputStream in, long packed, long most) {
        return new Watched(in, packed, most);
    }

    private final class Watched extends FilterInputStream {

        private final long packed;
        private final long most;
        private long count;

        Watched(InputStream in, long packed, long most) {
            super(in);
            this.packed = packed;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(read);
            return read;
        }

        private void count(int read) {
            count += Math.max(0, read);
            total += Math.max(0, read);
            if (total > maxTotal || count > most) {
                throw Refusals.limit(
                        "The file unpacks to more than " + Math.min(maxTotal, most) + " bytes",
                        "max_uncompressed_size");
            }
            if (count > SMALL && count / packed > maxRatio) {
                throw Refusals.limit(
                        "A part of the file is more than " + maxRatio + " times as large unpacked as packed",
                        "max_inflation");
            }
        }
    }
}
