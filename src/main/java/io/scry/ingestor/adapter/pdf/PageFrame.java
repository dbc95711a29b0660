package io.scry.ingestor.adapter.pdf;

import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Turns places in a page's own coordinates into places on the page when it is turned clockwise: from the top left, in
 * points.
 *
 * @param page what is shown of the page
 * @param turn by how many degrees it is turned: 0, 90, 180 or 270
 */
record PageFrame(PDRectangle page, int turn) {

    float x(float x, float y) {
        return switch (turn) {
            case 90 -> y - page.getLowerLeftY();
            case 180 -> page.getUpperRightX() - x;
            case 270 -> page.getUpperRightY() - y;
            default -> x - page.getLowerLeftX();
        };
    }

    float y(float x, float y) {
        return switch (turn) {
            case 90 -> x - page.getLowerLeftX();
            case 180 -> y - page.getLowerLeftY();
            case 270 -> page.getUpperRightX() - x;
            default -> page.getUpperRightY() - y;
        };
    }

    float width() {
        return turn % 180 == 0 ? page.getWidth() : page.getHeight();
    }

    float height() {
        return turn % 180 == 0 ? page.getHeight() : page.getWidth();
    }

    /** The same place on the page when it is turned otherwise. */
    Box in(PageFrame other, Box box) {
        if (other.turn == turn) {
            return box;
        }
        float ax = backX(box.x0(), box.y0());
        float ay = backY(box.x0(), box.y0());
        float bx = backX(box.x1(), box.y1());
        float by = backY(box.x1(), box.y1());
        float x0 = other.x(ax, ay);
        float y0 = other.y(ax, ay);
        float x1 = other.x(bx, by);
        float y1 = other.y(bx, by);
        return new Box(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
    }

    private float backX(float x, float y) {
        return switch (turn) {
            case 90 -> page.getLowerLeftX() + y;
            case 180 -> page.getUpperRightX() - x;
            case 270 -> page.getUpperRightX() - y;
            default -> page.getLowerLeftX() + x;
        };
    }

    private float backY(float x, float y) {
        return switch (turn) {
            case 90 -> page.getLowerLeftY() + x;
            case 180 -> page.getLowerLeftY() + y;
            case 270 -> page.getUpperRightY() - x;
            default -> page.getUpperRightY() - y;
        };
    }
}
