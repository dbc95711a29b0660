package io.scry.ingestor.adapter.word;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers the items of lists in the order in which they come, as Word does. */
final class ListCounter {

    private static final int NOT_STARTED = -1;
    private static final Pattern PLACE = Pattern.compile("%([1-9])");
    private static final String BULLET = "•";

    private final Lists lists;
    private final Styles styles;
    private final NumberStyle numbers = new NumberStyle();
    private final Map<String, Lists.Definition> definitions = new HashMap<>();
    private final Map<String, int[]> counters = new HashMap<>();
    private final Set<String> started = new HashSet<>();

    /**
     * What stands before an item.
     *
     * @param level from 1 on
     * @param ordered whether it is a number rather than a bullet
     */
    record Label(String number, int level, boolean ordered) {}

    ListCounter(Lists lists, Styles styles) {
        this.lists = lists;
        this.styles = styles;
    }

    /** Counts a paragraph, if it is an item of a list; null if not. */
    @Nullable
    Label next(ParagraphProperties paragraph) {
        String id = paragraph.list == null ? styles.list(paragraph.style) : paragraph.list;
        Lists.Definition list = id == null || id.equals("0") ? null : definition(id);
        if (id == null || list == null) {
            return null;
        }
        int level = Math.clamp(level(paragraph, list), 0, ListLevel.COUNT - 1);
        int[] counter = counters.computeIfAbsent(list.counting(), key -> notStarted());
        count(id, list, level, counter);
        ListLevel definition = list.level(level);
        String number = definition.isBullet() ? bullet(definition.text()) : number(list, level, counter);
        return new Label(number, level + 1, !definition.isBullet());
    }

    private Lists.@Nullable Definition definition(String id) {
        // Only what there is is kept: a document may name any number of lists that there are not.
        return definitions.computeIfAbsent(id, key -> lists.definition(key, styles));
    }

    private int level(ParagraphProperties paragraph, Lists.Definition list) {
        if (paragraph.listLevel != null) {
            return paragraph.listLevel;
        }
        if (paragraph.list != null) {
            return 0;
        }
        Integer level = styles.listLevel(paragraph.style);
        return level == null ? list.levelOf(paragraph.style) : level;
    }

    private void count(String id, Lists.Definition list, int level, int[] counter) {
        for (int higher = 0; higher < level; higher++) {
            if (counter[higher] == NOT_STARTED) {
                counter[higher] = list.level(higher).start();
            }
        }
        Integer restart = list.starts().get(level);
        if (restart != null && started.add(id + "/" + level)) {
            counter[level] = restart;
        } else {
            counter[level] = counter[level] == NOT_STARTED ? list.level(level).start() : counter[level] + 1;
        }
        for (int deeper = level + 1; deeper < ListLevel.COUNT; deeper++) {
            if (list.level(deeper).restartsAfter(level)) {
                counter[deeper] = NOT_STARTED;
            }
        }
    }

    private String number(Lists.Definition list, int level, int[] counter) {
        boolean legal = list.level(level).legal();
        return PLACE.matcher(list.level(level).text())
                .replaceAll(place -> {
                    int of = place.group(1).charAt(0) - '1';
                    int number = counter[of] == NOT_STARTED ? list.level(of).start() : counter[of];
                    String style = legal ? "decimal" : list.level(of).style();
                    return of > level ? "" : Matcher.quoteReplacement(numbers.format(number, style));
                })
                .strip();
    }

    /** The bullet, unless it is a picture in a font of symbols. */
    private static String bullet(String text) {
        boolean symbol = text.chars().anyMatch(c -> Character.getType(c) == Character.PRIVATE_USE);
        return symbol ? BULLET : text.strip();
    }

    private static int[] notStarted() {
        int[] counter = new int[ListLevel.COUNT];
        Arrays.fill(counter, NOT_STARTED);
        return counter;
    }
}
