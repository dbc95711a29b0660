package io.scry.ingestor.adapter.pdf;

import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import tools.jackson.core.JsonGenerator;

/**
 * How large a page is when it is shown.
 *
 * @param width in points of 1/72 inch, after the rotation
 * @param height in points of 1/72 inch, after the rotation
 * @param rotation by how many degrees it is turned clockwise to be shown: 0, 90, 180 or 270
 */
record PageSize(double width, double height, int rotation) {

    private static final PageSize UNKNOWN = new PageSize(0, 0, 0);

    static PageSize of(PDPage page) {
        try {
            PDRectangle box = page.getCropBox();
            int rotation = page.getRotation();
            double width = round(box.getWidth());
            double height = round(box.getHeight());
            return rotation % 180 == 0 ? new PageSize(width, height, rotation) : new PageSize(height, width, rotation);
        } catch (RuntimeException e) {
            // The boundary to the parser, which throws anything at a page whose entries are of the wrong kind.
            return UNKNOWN;
        }
    }

    void write(JsonGenerator json) {
        json.writeNumberProperty("width", width);
        json.writeNumberProperty("height", height);
        json.writeNumberProperty("rotation", rotation);
    }

    private static double round(float points) {
        return Float.isFinite(points) ? Math.round(points * 100.0) / 100.0 : 0;
    }
}
