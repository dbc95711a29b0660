package io.scry.ingestor.adapter.pdf;

import tools.jackson.core.JsonGenerator;

/**
 * A line, or some, in a larger or bolder font than the text.
 *
 * @param size of its font, in points, to half a point
 * @param box its place on the page
 */
record Heading(int page, float size, boolean bold, Box box, String text) {

    /** How far a heading's look stands above another's: first its size counts, then its weight. */
    float rank() {
        return size + (bold ? 0.25f : 0);
    }

    void write(JsonGenerator json, int level) {
        json.writeStartObject();
        json.writeNumberProperty("page", page);
        json.writeNumberProperty("level", level);
        json.writeStringProperty("text", text);
        box.write(json);
        json.writeEndObject();
    }
}
