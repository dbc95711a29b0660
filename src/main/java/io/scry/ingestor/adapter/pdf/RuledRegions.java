package io.scry.ingestor.adapter.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds where lines are drawn that could be those of a table. */
final class RuledRegions {

    /** With more lines than this across each other, it is a drawing. */
    private static final long MAX_PAIRS = 4_000_000;

    private static final float SAME_EXTENT = 5;

    private final List<Ruling> horizontal;
    private final List<Ruling> vertical;
    private final Groups groups;

    RuledRegions(Rulings rulings) {
        boolean few = (long) rulings.horizontal().size() * rulings.vertical().size() <= MAX_PAIRS;
        horizontal = few ? rulings.horizontal() : List.of();
        vertical = few ? rulings.vertical() : List.of();
        groups = new Groups(horizontal.size() + vertical.size());
        for (int h = 0; h < horizontal.size(); h++) {
            for (int v = 0; v < vertical.size(); v++) {
                if (touch(horizontal.get(h), vertical.get(v))) {
                    groups.join(h, horizontal.size() + v);
                }
            }
        }
    }

    /** The boxes around lines that cross or touch, at least three of them, from top to bottom. */
    List<Box> grids() {
        Map<Integer, Box> boxes = new TreeMap<>();
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int h = 0; h < horizontal.size(); h++) {
            Ruling line = horizontal.get(h);
            boxes.merge(groups.of(h), new Box(line.from(), line.at(), line.to(), line.at()), Box::with);
            counts.merge(groups.of(h), 1, Integer::sum);
        }
        for (int v = 0; v < vertical.size(); v++) {
            Ruling line = vertical.get(v);
            int group = groups.of(horizontal.size() + v);
            boxes.merge(group, new Box(line.at(), line.from(), line.at(), line.to()), Box::with);
            counts.merge(group, 1, Integer::sum);
        }
        boxes.keySet().removeIf(group -> counts.getOrDefault(group, 0) < 3);
        List<Box> grids = new ArrayList<>(boxes.values());
        grids.sort(Comparator.comparingDouble(Box::y0));
        return grids;
    }

    /** Horizontal lines under one another that begin and end at the same places, from top to bottom, two or more. */
    List<List<Ruling>> stacks() {
        List<List<Ruling>> stacks = new ArrayList<>();
        for (Ruling line : horizontal.stream()
                .sorted(Comparator.comparingDouble(Ruling::at))
                .toList()) {
            stacks.stream()
                    .filter(stack -> sameExtent(stack.getFirst(), line))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Ruling> stack = new ArrayList<>();
                        stacks.add(stack);
                        return stack;
                    })
                    .add(line);
        }
        stacks.removeIf(stack -> stack.size() < 2);
        return stacks;
    }

    private static boolean sameExtent(Ruling a, Ruling b) {
        return Math.abs(a.from() - b.from()) <= SAME_EXTENT && Math.abs(a.to() - b.to()) <= SAME_EXTENT;
    }

    private static boolean touch(Ruling h, Ruling v) {
        return h.from() - Rulings.REACH <= v.at()
                && v.at() <= h.to() + Rulings.REACH
                && v.from() - Rulings.REACH <= h.at()
                && h.at() <= v.to() + Rulings.REACH;
    }
}
