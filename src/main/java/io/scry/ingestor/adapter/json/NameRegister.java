package io.scry.ingestor.adapter.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of one object, so that none is written twice. It remembers no more than its budget, which all registers of
 * a value share; a name that comes after that is let through as it is.
 */
final class NameRegister {

    /** Above this size a table is thrown away and not cleared, because clearing costs as much as it once held. */
    private static final int REUSABLE = 1024;

    private final Budget budget;
    private Map<String, Integer> counts = new HashMap<>();
    private long spent;

    NameRegister(Budget budget) {
        this.budget = budget;
    }

    /** The name itself if it is new here, or else the name with {@code #2}, {@code #3} and so on. */
    String unique(String name) {
        Integer count = remember(name);
        if (count == null) {
            return name;
        }
        int next = count + 1;
        while (counts.containsKey(name + '#' + next)) {
            next++;
        }
        counts.put(name, next);
        String renamed = name + '#' + next;
        remember(renamed);
        return renamed;
    }

    /** The number that the name was last given if it is known, or else null. */
    private @Nullable Integer remember(String name) {
        long cost = Budget.cost(name);
        if (!budget.allows(cost)) {
            return counts.get(name);
        }
        Integer count = counts.putIfAbsent(name, 1);
        if (count == null) {
            budget.take(cost);
            spent += cost;
        }
        return count;
    }

    void clear() {
        budget.giveBack(spent);
        spent = 0;
        if (counts.size() > REUSABLE) {
            counts = new HashMap<>();
        } else {
            counts.clear();
        }
    }

    /** How much memory names may take, in bytes, roughly. */
    static final class Budget {

        /** About 300,000 names of 20 characters. */
        static final long BYTES = 48L * 1024 * 1024;

        private static final long PER_NAME = 128;

        private long left = BYTES;
        private boolean exhausted;

        private static long cost(String name) {
            return PER_NAME + 2L * name.length();
        }

        private boolean allows(long bytes) {
            exhausted |= bytes > left;
            return bytes <= left;
        }

        private void take(long bytes) {
            left -= bytes;
        }

        private void giveBack(long bytes) {
            left += bytes;
        }

        /** Whether it was ever too small. */
        boolean exhausted() {
            return exhausted;
        }
    }
}
