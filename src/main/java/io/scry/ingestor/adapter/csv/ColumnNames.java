package io.scry.ingestor.adapter.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns' names, each there once.
 *
 * @param names in the order of the columns
 * @param extra the name for the list of cells that a record has beyond the columns
 * @param renamed what became of names that were there already, such as {@code name -> name_2}
 * @param blank how many columns had no name
 */
record ColumnNames(List<String> names, String extra, List<String> renamed, int blank) {

    /**
     * @param cells the names as they stand in the file or in the options; a blank one becomes {@code column_3}, counted
     *     from 1, and one that an earlier column has becomes {@code name_2}
     */
    static ColumnNames of(List<String> cells) {
        List<String> wanted = cells.stream().map(String::strip).toList();
        Numbering numbering = new Numbering(wanted);
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        List<String> renamed = new ArrayList<>();
        int blank = 0;
        for (String name : wanted) {
            String unique = name;
            if (name.isEmpty()) {
                blank++;
                unique = numbering.free("column_" + (names.size() + 1));
            } else if (!taken.add(name)) {
                unique = numbering.next(name);
                renamed.add(name + " -> " + unique);
            }
            names.add(unique);
        }
        return new ColumnNames(List.copyOf(names), numbering.free("_extra"), List.copyOf(renamed), blank);
    }

    /** Makes names that no column has. */
    private static final class Numbering {

        private final Set<String> all;
        private final Map<String, Integer> numbers = new HashMap<>();

        Numbering(List<String> names) {
            all = new HashSet<>(names);
        }

        String free(String name) {
            return all.add(name) ? name : next(name);
        }

        /** The name with the first number from 2 on that is free. */
        String next(String name) {
            String numbered;
            do {
                numbered = name + "_" + numbers.merge(name, 2, (last, two) -> last + 1);
            } while (!all.add(numbered));
            return numbered;
        }
    }
}
