package io.scry.ingestor.adapter.excel;

import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a part, which is in UTF-8 or UTF-16. The parser holds each name in memory, however long it is, so what could
 * be an endless one is refused.
 */
final class XmlText extends FilterReader {

    private static final int LONGEST_RUN = 4 * 1024 * 1024;

    private long count;
    private int run;

    private XmlText(Reader in) {
        super(in);
    }

    static XmlText of(InputStream bytes) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes);
        in.mark(2);
        int start = in.read() << 8 | in.read();
        in.reset();
        Charset charset = switch (start) {
            case 0xFEFF, 0xFFFE -> StandardCharsets.UTF_16;
            case 0x003C -> StandardCharsets.UTF_16BE;
            case 0x3C00 -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
        return new XmlText(new InputStreamReader(in, charset));
    }

    /** How many characters have been read. */
    long count() {
        return count;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            count += read;
            int last = offset + read - 1;
            while (last >= offset && canBeInName(target[last])) {
                last--;
            }
            run = last < offset ? run + read : offset + read - 1 - last;
            if (run > LONGEST_RUN) {
                throw Refusals.limit(
                        "A name or word in the file is longer than " + LONGEST_RUN + " characters", "max_field_size");
            }
        }
        return read;
    }

    private static boolean canBeInName(char c) {
        return c >= 0x80 || Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == ':';
    }
}
