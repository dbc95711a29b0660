package io.scry.ingestor.adapter.pdf;

import tools.jackson.core.JsonGenerator;

/** A rectangle in points of 1/72 inch, {@code y} growing downwards. */
record Box(float x0, float y0, float x1, float y1) {

    float width() {
        return x1 - x0;
    }

    float height() {
        return y1 - y0;
    }

    boolean contains(float x, float y) {
        return x0 <= x && x <= x1 && y0 <= y && y <= y1;
    }

    boolean overlaps(Box other) {
        return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1;
    }

    Box with(Box other) {
        return new Box(Math.min(x0, other.x0), Math.min(y0, other.y0), Math.max(x1, other.x1), Math.max(y1, other.y1));
    }

    Box grown(float by) {
        return new Box(x0 - by, y0 - by, x1 + by, y1 + by);
    }

    /** As {@code "box": [x0, y0, x1, y1]}. */
    void write(JsonGenerator json) {
        json.writeArrayPropertyStart("box");
        for (float edge : new float[] {x0, y0, x1, y1}) {
            json.writeNumber(Math.round(edge * 10.0) / 10.0);
        }
        json.writeEndArray();
    }
}
