package io.scry.ingestor.adapter.excel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of a sheet, each with a name of its own. A row that is wider than those before it adds columns. */
final class Columns {

    private final ExcelOptions options;
    private final List<Column> all = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> renamed = new ArrayList<>();
    private int blank;

    /**
     * @param reserved the names that no column may have
     */
    Columns(ExcelOptions options, Set<String> reserved) {
        this.options = options;
        this.taken.addAll(reserved);
    }

    /**
     * Adds columns. A blank name becomes {@code column_3}, counted from 1, and one that another column has becomes
     * {@code name_2}.
     */
    void addAll(List<String> names) {
        Set<String> wanted = new HashSet<>(names);
        for (String name : names) {
            if (name.isEmpty()) {
                blank++;
                add(free("column_" + (all.size() + 1), wanted));
            } else if (taken.contains(name)) {
                String unique = numbered(name, wanted);
                renamed.add(name + " -> " + unique);
                add(unique);
            } else {
                add(name);
            }
        }
    }

    /** Adds columns without a name up to this many. */
    void widen(int width) {
        while (all.size() < width) {
            add(free("column_" + (all.size() + 1), Set.of()));
        }
    }

    private String free(String name, Set<String> wanted) {
        return taken.contains(name) || wanted.contains(name) ? numbered(name, wanted) : name;
    }

    private String numbered(String name, Set<String> wanted) {
        String numbered;
        do {
            numbered = name + "_" + numbers.merge(name, 2, (last, two) -> last + 1);
        } while (taken.contains(numbered) || wanted.contains(numbered));
        return numbered;
    }

    private void add(String name) {
        taken.add(name);
        boolean watched = options.uniqueColumns().contains(name);
        all.add(new Column(
                name, watched ? new Uniqueness(options.uniqueColumns().size()) : null));
    }

    int size() {
        return all.size();
    }

    Column get(int index) {
        return all.get(index);
    }

    List<Column> all() {
        return all;
    }

    /** What became of names that were there already, such as {@code name -> name_2}. */
    List<String> renamed() {
        return renamed;
    }

    /** How many columns of the header have no name. */
    int blank() {
        return blank;
    }
}
