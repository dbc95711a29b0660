package io.scry.ingestor.adapter.soup;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * How well bytes can be read in a charset.
 *
 * @param faults how many sequences of bytes are no characters
 * @param foreign how many characters are beyond ASCII
 */
record Fit(long faults, long foreign) {

    private static final int BUFFER = 8 * 1024;
    private static final int TOLERATED_SHARE = 10;

    static Fit of(byte[] bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        long faults = 0;
        long foreign = 0;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            foreign += out.flip().chars().filter(c -> c > 0x7f).count();
            out.clear();
            if (result.isError()) {
                faults++;
                in.position(in.position() + result.length());
            } else if (result.isUnderflow()) {
                return new Fit(faults, foreign);
            }
        }
    }

    /** Whether they are in it, a few slips aside. */
    boolean isGood() {
        return faults == 0 || faults * TOLERATED_SHARE < foreign;
    }
}
