package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Refuses pages with too many tags before they become elements, which take far more memory. */
final class TagLimit extends FilterReader {

    private final int most;
    private int tags;
    private boolean open;

    TagLimit(Reader reader, int most) {
        super(reader);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        for (int i = offset; i < offset + read; i++) {
            if (open && Character.isLetter(target[i]) && ++tags > most) {
                throw exceeded(most);
            }
            open = target[i] == '<';
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    static UnreadableSourceException exceeded(int most) {
        return new UnreadableSourceException(
                Reason.LIMIT_EXCEEDED, "The page has more elements than max_elements (" + most + ") allows.");
    }
}
