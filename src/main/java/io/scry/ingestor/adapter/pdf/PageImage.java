package io.scry.ingestor.adapter.pdf;

import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What a document says of an image that a page shows; its pixels are never looked at.
 *
 * @param name by which the page's content calls it; {@code null} if it stands in the content itself
 * @param width pixels in a row, 0 if not said
 * @param height rows of pixels, 0 if not said
 * @param bitsPerComponent bits of one colour of one pixel, 0 if not said
 */
record PageImage(
        @Nullable String name,
        int width,
        int height,
        int bitsPerComponent,
        @Nullable String colorSpace,
        String format) {

    private static final Map<String, String> FORMATS = Map.of(
            "DCTDecode", "jpg",
            "DCT", "jpg",
            "JPXDecode", "jp2",
            "JBIG2Decode", "jb2",
            "CCITTFaxDecode", "tiff",
            "CCF", "tiff");

    private static final Map<String, String> SHORT_COLORS = Map.of(
            "G", "DeviceGray",
            "RGB", "DeviceRGB",
            "CMYK", "DeviceCMYK",
            "I", "Indexed");

    static PageImage of(@Nullable String name, COSDictionary image) {
        boolean mask = image.getBoolean(COSName.IMAGE_MASK, COSName.IM, false);
        String color = nameOf(image.getDictionaryObject(COSName.COLORSPACE, COSName.CS), false);
        String filter = nameOf(image.getDictionaryObject(COSName.FILTER, COSName.F), true);
        return new PageImage(
                name,
                Math.max(0, image.getInt(COSName.WIDTH, COSName.W, 0)),
                Math.max(0, image.getInt(COSName.HEIGHT, COSName.H, 0)),
                mask ? 1 : Math.max(0, image.getInt(COSName.BITS_PER_COMPONENT, COSName.BPC, 0)),
                color == null ? null : CleanText.value(SHORT_COLORS.getOrDefault(color, color)),
                filter == null ? "png" : FORMATS.getOrDefault(filter, "png"));
    }

    void write(JsonGenerator json) {
        json.writeStartObject();
        if (name != null) {
            json.writeStringProperty("name", name);
        }
        json.writeNumberProperty("width", width);
        json.writeNumberProperty("height", height);
        if (bitsPerComponent > 0) {
            json.writeNumberProperty("bits_per_component", bitsPerComponent);
        }
        if (colorSpace != null) {
            json.writeStringProperty("color_space", colorSpace);
        }
        json.writeStringProperty("format", format);
        json.writeEndObject();
    }

    /** A name, or the name at the start or the end of a list. */
    private static @Nullable String nameOf(@Nullable COSBase value, boolean last) {
        if (value instanceof COSArray array && array.size() > 0) {
            return array.getObject(last ? array.size() - 1 : 0) instanceof COSName name ? name.getName() : null;
        }
        return value instanceof COSName name ? name.getName() : null;
    }
}
