package io.scry.ingestor.adapter.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Stands the one font that PDFBox brings along in for every font that a document does not embed. Text needs no shapes,
 * so the machine's fonts are not searched for: that takes seconds, writes a cache file to the home directory, and makes
 * the text depend on the machine.
 */
final class BundledFonts implements FontMapper {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** Read only when a document needs it: many bring all their fonts along. */
    private static final class Substitute {
        static final TrueTypeFont FONT = load();
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String name, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(Substitute.FONT, true);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String name, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(Substitute.FONT, true);
    }

    @Override
    @SuppressWarnings(
            "NullAway") // The first argument is the CID font, which PDFBox itself gives as null where none is.
    public CIDFontMapping getCIDFont(
            String name, @Nullable PDFontDescriptor descriptor, @Nullable PDCIDSystemInfo system) {
        return new CIDFontMapping(null, Substitute.FONT, true);
    }

    private static TrueTypeFont load() {
        try (InputStream content = FontMapper.class.getResourceAsStream(FONT)) {
            if (content == null) {
                throw new IllegalStateException("PDFBox does not bring " + FONT + " along any more");
            }
            return new TTFParser().parse(new RandomAccessReadBuffer(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
