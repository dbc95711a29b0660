package io.scry.ingestor.adapter.csv;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * How bytes become characters.
 *
 * @param markLength how many bytes the byte order mark takes at the start of the file; 0 without one
 * @param named whether the options name it
 */
record TextEncoding(Charset charset, int markLength, boolean named) {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** The longer ones first: UTF-32LE's begins with UTF-16LE's. */
    private static final List<Mark> MARKS = List.of(
            new Mark("UTF-32LE", "fffe0000", 4),
            new Mark("UTF-32BE", "0000feff", 4),
            new Mark("UTF-8", "efbbbf", 3),
            new Mark("UTF-16LE", "fffe", 2),
            new Mark("UTF-16BE", "feff", 2));

    /** The encoding of a file that begins with these bytes, as far as they can tell it. */
    static TextEncoding of(byte[] head, String option) {
        boolean named = !option.equals("auto");
        for (Mark mark : MARKS) {
            if (mark.begins(head)) {
                if (named) {
                    mark.requireFits(charset(option));
                }
                return new TextEncoding(Charset.forName(mark.charset), mark.length, named);
            }
        }
        if (named) {
            return new TextEncoding(withByteOrder(charset(option), head), 0, true);
        }
        return new TextEncoding(withByteOrder(StandardCharsets.UTF_8, head), 0, false);
    }

    /** Whether the bytes may turn out to be in {@link #fallback()}. */
    boolean hasFallback() {
        return !named && markLength == 0 && charset.equals(StandardCharsets.UTF_8);
    }

    /** What text is that is not UTF-8 and does not say what else it is. */
    TextEncoding fallback() {
        return new TextEncoding(WINDOWS_1252, 0, false);
    }

    /** What the bytes are in characters; those that are none become U+FFFD. */
    String decode(byte[] head) {
        return new String(head, markLength, head.length - markLength, charset);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "The encoding '" + name + "' is not known: name another, such as utf-8 or windows-1252, or auto",
                    e);
        }
    }

    /** UTF-16 without a mark can be in either order, and what was not named can be UTF-16. */
    private static Charset withByteOrder(Charset charset, byte[] head) {
        boolean open = charset.equals(StandardCharsets.UTF_16) || charset.equals(StandardCharsets.UTF_8);
        return open ? Utf16Guess.of(head).orElse(charset) : charset;
    }

    /** A byte order mark, in hexadecimal, and of so many bytes. */
    private record Mark(String charset, String bytes, int length) {

        boolean begins(byte[] head) {
            return HexFormat.of()
                    .formatHex(head, 0, Math.min(head.length, length))
                    .equals(bytes);
        }

        void requireFits(Charset named) {
            if (!charset.startsWith(named.name())) {
                throw new UnreadableSourceException(
                        Reason.WRONG_ENCODING,
                        "The file begins with the byte order mark of " + charset + " (line 1), so its text is not in "
                                + named.name() + ": leave the encoding to auto, or name " + charset);
            }
        }
    }
}
