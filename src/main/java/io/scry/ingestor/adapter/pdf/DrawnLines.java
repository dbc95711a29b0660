package io.scry.ingestor.adapter.pdf;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.util.Matrix;

/**
 * Collects the lines along the axes that a page draws, while its content is read: straight strokes, thin filled
 * rectangles, and the edges of larger ones. All else is let go.
 */
final class DrawnLines {

    private static final float THIN = 3.5f;
    private static final float STRAIGHT = 0.8f;
    private static final float EDGE = 4;
    private static final float FARTHEST = 1e5f;

    private final int limit;
    private final Segments drawn = new Segments();
    private final Segments edges = new Segments();
    private final Segments strokes = new Segments();
    private final Segments areas = new Segments();
    private int subpath;
    private boolean rectangular = true;
    private boolean overflown;
    private float startX;
    private float startY;
    private float x;
    private float y;

    /** Pairs of points. */
    private static final class Segments {
        private float[] values = new float[64];
        private int size;

        void add(float x0, float y0, float x1, float y1) {
            if (size + 4 > values.length) {
                values = Arrays.copyOf(values, values.length * 2);
            }
            values[size++] = x0;
            values[size++] = y0;
            values[size++] = x1;
            values[size++] = y1;
        }
    }

    /**
     * @param limit how many lines are kept; with more, none is told
     */
    DrawnLines(int limit) {
        this.limit = limit;
    }

    void clear() {
        endPath();
        drawn.size = 0;
        edges.size = 0;
        overflown = false;
    }

    /** Whether there were more than are kept. */
    boolean overflown() {
        return overflown;
    }

    /** Follows one operator of the page's content. */
    void operator(String name, List<COSBase> operands, Matrix ctm) {
        switch (name) {
            case "m" -> move(operands, 0, ctm);
            case "l" -> line(operands, ctm);
            case "re" -> rectangle(operands, ctm);
            case "c" -> curve(operands, 4, ctm);
            case "v", "y" -> curve(operands, 2, ctm);
            case "h" -> close();
            case "S", "B", "B*" -> stroke();
            case "s", "b", "b*" -> {
                close();
                stroke();
            }
            case "f", "F", "f*" -> fill();
            case "n" -> endPath();
            default -> {}
        }
    }

    /** The lines as they lie on the page, but for its own edges; none if there were too many. */
    Rulings in(PageFrame frame) {
        List<Ruling> horizontal = new ArrayList<>();
        List<Ruling> vertical = new ArrayList<>();
        if (!overflown) {
            place(drawn, true, frame, horizontal, vertical);
            place(edges, false, frame, horizontal, vertical);
        }
        return new Rulings(Ruling.merge(horizontal), Ruling.merge(vertical));
    }

    private static void place(
            Segments segments, boolean drawn, PageFrame frame, List<Ruling> horizontal, List<Ruling> vertical) {
        float[] points = segments.values;
        for (int i = 0; i < segments.size; i += 4) {
            float x0 = frame.x(points[i], points[i + 1]);
            float y0 = frame.y(points[i], points[i + 1]);
            float x1 = frame.x(points[i + 2], points[i + 3]);
            float y1 = frame.y(points[i + 2], points[i + 3]);
            boolean level = Math.abs(x1 - x0) >= Math.abs(y1 - y0);
            if (level && isInside((y0 + y1) / 2, frame.height())) {
                horizontal.add(new Ruling((y0 + y1) / 2, Math.min(x0, x1), Math.max(x0, x1), drawn));
            } else if (!level && isInside((x0 + x1) / 2, frame.width())) {
                vertical.add(new Ruling((x0 + x1) / 2, Math.min(y0, y1), Math.max(y0, y1), drawn));
            }
        }
    }

    private static boolean isInside(float at, float size) {
        return at > EDGE && at < size - EDGE;
    }

    private void move(List<COSBase> operands, int at, Matrix ctm) {
        endSubpath();
        if (goTo(operands, at, ctm)) {
            startX = x;
            startY = y;
        }
    }

    private void line(List<COSBase> operands, Matrix ctm) {
        float fromX = x;
        float fromY = y;
        if (goTo(operands, 0, ctm)) {
            addLine(fromX, fromY, x, y);
        }
    }

    private void curve(List<COSBase> operands, int end, Matrix ctm) {
        goTo(operands, end, ctm);
        rectangular = false;
    }

    private void close() {
        addLine(x, y, startX, startY);
        x = startX;
        y = startY;
    }

    private void rectangle(List<COSBase> operands, Matrix ctm) {
        if (operands.size() < 4
                || !(operands.get(2) instanceof COSNumber width)
                || !(operands.get(3) instanceof COSNumber height)) {
            return;
        }
        move(operands, 0, ctm);
        float w = width.floatValue();
        float h = height.floatValue();
        float ax = ctm.getScaleX() * w;
        float ay = ctm.getShearY() * w;
        float bx = ctm.getShearX() * h;
        float by = ctm.getScaleY() * h;
        float x0 = x;
        float y0 = y;
        addLine(x0, y0, x0 + ax, y0 + ay);
        addLine(x0 + ax, y0 + ay, x0 + ax + bx, y0 + ay + by);
        addLine(x0 + ax + bx, y0 + ay + by, x0 + bx, y0 + by);
        addLine(x0 + bx, y0 + by, x0, y0);
        endSubpath();
    }

    private boolean goTo(List<COSBase> operands, int at, Matrix ctm) {
        if (operands.size() < at + 2
                || !(operands.get(at) instanceof COSNumber toX)
                || !(operands.get(at + 1) instanceof COSNumber toY)) {
            return false;
        }
        Point2D.Float point = ctm.transformPoint(toX.floatValue(), toY.floatValue());
        x = point.x;
        y = point.y;
        return true;
    }

    private void addLine(float x0, float y0, float x1, float y1) {
        float dx = Math.abs(x1 - x0);
        float dy = Math.abs(y1 - y0);
        boolean straight = Math.min(dx, dy) <= STRAIGHT && Math.max(Math.abs(x1), Math.abs(y1)) < FARTHEST;
        rectangular &= straight;
        if (straight && dx + dy > 0 && hasRoom(strokes.size)) {
            strokes.add(x0, y0, x1, y1);
        }
    }

    private boolean hasRoom(int size) {
        overflown |= size >= 4 * limit;
        return !overflown;
    }

    private void endSubpath() {
        int sides = (strokes.size - subpath) / 4;
        if (rectangular && sides >= 1 && sides <= 5 && hasRoom(areas.size)) {
            float[] points = strokes.values;
            float x0 = points[subpath];
            float x1 = x0;
            float y0 = points[subpath + 1];
            float y1 = y0;
            for (int i = subpath; i < strokes.size; i += 2) {
                x0 = Math.min(x0, points[i]);
                x1 = Math.max(x1, points[i]);
                y0 = Math.min(y0, points[i + 1]);
                y1 = Math.max(y1, points[i + 1]);
            }
            areas.add(x0, y0, x1, y1);
        }
        subpath = strokes.size;
        rectangular = true;
    }

    private void stroke() {
        endSubpath();
        for (int i = 0; i < strokes.size && hasRoom(drawn.size + edges.size); i += 4) {
            float[] from = strokes.values;
            drawn.add(from[i], from[i + 1], from[i + 2], from[i + 3]);
        }
        endPath();
    }

    private void fill() {
        endSubpath();
        for (int i = 0; i < areas.size && hasRoom(drawn.size + edges.size); i += 4) {
            fill(areas.values[i], areas.values[i + 1], areas.values[i + 2], areas.values[i + 3]);
        }
        endPath();
    }

    private void fill(float x0, float y0, float x1, float y1) {
        if (y1 - y0 <= THIN && x1 - x0 > y1 - y0) {
            drawn.add(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2);
        } else if (x1 - x0 <= THIN) {
            drawn.add((x0 + x1) / 2, y0, (x0 + x1) / 2, y1);
        } else {
            edges.add(x0, y0, x1, y0);
            edges.add(x0, y1, x1, y1);
            edges.add(x0, y0, x0, y1);
            edges.add(x1, y0, x1, y1);
        }
    }

    private void endPath() {
        strokes.size = 0;
        areas.size = 0;
        subpath = 0;
        rectangular = true;
    }
}
