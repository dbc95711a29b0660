package io.scry.ingestor.adapter.pdf;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.text.TextPosition;

/** Puts the characters of a page in the order of its columns. */
final class ReadingOrder {

    private ReadingOrder() {}

    /** Makes an article of each block; within it, what was drawn first stays first. Other text comes last. */
    static void apply(PageLayout.Result layout, List<List<TextPosition>> articles) {
        List<Box> blocks = layout.blocks();
        List<List<TextPosition>> ordered = new ArrayList<>();
        for (int i = 0; i <= blocks.size(); i++) {
            ordered.add(new ArrayList<>());
        }
        int block = 0;
        for (List<TextPosition> article : articles) {
            for (TextPosition position : article) {
                boolean turned = (int) position.getDir() != layout.direction();
                block = turned ? blocks.size() : blockOf(position, blocks, block);
                ordered.get(block).add(position);
            }
        }
        articles.clear();
        articles.addAll(ordered);
    }

    /** Most characters stand in the same block as the one before. */
    private static int blockOf(TextPosition position, List<Box> blocks, int last) {
        float x = position.getXDirAdj() + position.getWidthDirAdj() / 2;
        float y = position.getYDirAdj() - 0.3f * position.getHeightDir();
        if (last < blocks.size() && blocks.get(last).contains(x, y)) {
            return last;
        }
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).contains(x, y)) {
                return i;
            }
        }
        return blocks.size();
    }
}
