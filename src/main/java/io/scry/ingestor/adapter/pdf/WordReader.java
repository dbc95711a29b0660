package io.scry.ingestor.adapter.pdf;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.TextPosition;

/** Makes words of the characters that a page draws. */
final class WordReader {

    private static final float BLANK = 0.17f;
    private static final float FARTHEST = 1e5f;
    private static final int BOLD_WEIGHT = 600;

    private final IdentityHashMap<PDFont, Boolean> boldFonts = new IdentityHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Word> words = new ArrayList<>();
    private float x0;
    private float x1;
    private float base;
    private float size;
    private boolean bold;

    /** The direction, in degrees, in which most of the text runs. */
    static int direction(List<List<TextPosition>> articles) {
        int[] counts = new int[4];
        for (List<TextPosition> article : articles) {
            for (TextPosition position : article) {
                counts[(int) position.getDir() / 90 % 4]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return most * 90;
    }

    /** The words of the text that runs in one direction, in the order in which they are drawn. */
    List<Word> read(List<List<TextPosition>> articles, int direction) {
        words.clear();
        for (List<TextPosition> article : articles) {
            for (TextPosition position : article) {
                if ((int) position.getDir() == direction) {
                    add(position);
                }
            }
            end();
        }
        return words;
    }

    private void add(TextPosition position) {
        String unicode = position.getUnicode();
        float x = position.getXDirAdj();
        float y = position.getYDirAdj();
        if (unicode.isBlank() || unicode.charAt(0) == '\u00A0' || !(Math.abs(x) + Math.abs(y) < FARTHEST)) {
            end();
            return;
        }
        float width = position.getWidthDirAdj();
        float height = sizeOf(position);
        boolean follows = !text.isEmpty()
                && Math.abs(y - base) < 0.1f * size
                && Math.abs(x - x1) < BLANK * size
                && Math.abs(height - size) < 0.1f * size;
        if (!follows) {
            end();
            x0 = x;
            x1 = x;
            base = y;
            size = height;
            bold = isBold(position.getFont());
        }
        text.append(unicode);
        x1 = Math.max(x1, x + width);
    }

    private void end() {
        if (!text.isEmpty()) {
            words.add(new Word(x0, x1, base, size, bold, text.toString()));
            text.setLength(0);
        }
    }

    /** The height of the line that a font is made for; fonts of drawings tell it in their own units. */
    private static float sizeOf(TextPosition position) {
        float scale = Math.abs(position.getYScale());
        float drawn = position.getHeightDir();
        boolean likely = scale > 0.5f && scale < 20 * drawn && drawn < 2 * scale;
        return likely ? scale : Math.clamp(drawn * 1.5f, 1, 1000);
    }

    private boolean isBold(PDFont font) {
        return boldFonts.computeIfAbsent(font, WordReader::saysBold);
    }

    /** The boundary to the parser, which throws anything at a font whose entries are of the wrong kind. */
    private static boolean saysBold(PDFont font) {
        try {
            String name = String.valueOf(font.getName()).toLowerCase(Locale.ROOT);
            PDFontDescriptor about = font.getFontDescriptor();
            return name.contains("bold")
                    || name.contains("black")
                    || name.contains("heavy")
                    || (about != null && (about.isForceBold() || about.getFontWeight() >= BOLD_WEIGHT));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
