package io.scry.ingestor.adapter.csv;

/** What ends the lines of a file; within quotes, line breaks are part of a cell. */
enum LineEnding {
    LF,
    CRLF,
    CR,
    /** Several of them. */
    MIXED,
    /** There is only one line. */
    NONE;

    static LineEnding of(String sample, char quote) {
        LineEnding found = NONE;
        boolean quoted = false;
        for (int i = 0; i < sample.length(); i++) {
            char c = sample.charAt(i);
            quoted ^= c == quote;
            if (!quoted && (c == '\n' || c == '\r')) {
                LineEnding ending = at(sample, i);
                i += ending == CRLF ? 1 : 0;
                found = found == NONE || found == ending ? ending : MIXED;
            }
        }
        return found;
    }

    private static LineEnding at(String sample, int i) {
        if (sample.charAt(i) == '\n') {
            return LF;
        }
        return sample.startsWith("\n", i + 1) ? CRLF : CR;
    }
}
