package io.scry.ingestor.adapter.pdf;

/** Makes text out of a document fit to be kept: well-formed Unicode with plain line ends. */
final class CleanText {

    private CleanText() {}

    /** The text with {@code \n} at the end of lines, no blanks before it, no empty lines around it all. */
    static String page(CharSequence raw) {
        StringBuilder clean = new StringBuilder(raw.length());
        int length = raw.length();
        for (int i = 0; i < length; i++) {
            char c = raw.charAt(i);
            if (c == '\n' || c == '\r') {
                if (c == '\r' && i + 1 < length && raw.charAt(i + 1) == '\n') {
                    i++;
                }
                endLine(clean);
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(raw.charAt(i + 1))) {
                clean.append(c).append(raw.charAt(++i));
            } else if (c != 0 && !Character.isSurrogate(c)) {
                clean.append(c);
            }
        }
        endLine(clean);
        int end = clean.length();
        while (end > 0 && clean.charAt(end - 1) == '\n') {
            end--;
        }
        return clean.substring(0, end);
    }

    /** The text on one line or several, with nothing that a database refuses. */
    static String value(String raw) {
        return page(raw).strip();
    }

    private static void endLine(StringBuilder clean) {
        int end = clean.length();
        while (end > 0 && (clean.charAt(end - 1) == ' ' || clean.charAt(end - 1) == '\t')) {
            end--;
        }
        clean.setLength(end);
        if (end > 0) {
            clean.append('\n');
        }
    }

    /** Whether a font gave no letter but a code of its own: a control, a private or a replacement character. */
    static boolean isUnmapped(String unicode) {
        if (unicode.length() != 1) {
            return unicode.isEmpty();
        }
        char c = unicode.charAt(0);
        return switch (Character.getType(c)) {
            case Character.CONTROL -> !Character.isWhitespace(c);
            case Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            default -> c == '\uFFFD';
        };
    }
}
