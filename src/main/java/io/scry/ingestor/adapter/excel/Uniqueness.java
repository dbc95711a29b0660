package io.scry.ingestor.adapter.excel;

import java.util.HashSet;
import java.util.Set;

/** Looks for values that a column has twice. It remembers only so many, so that memory stays bounded. */
final class Uniqueness {

    /** How many values are remembered, over all columns of a sheet. */
    static final int MOST_VALUES = 250_000;

    private static final int MOST_CHARACTERS = 16_000_000;

    private final Set<String> seen = new HashSet<>();
    private final Tally duplicates = new Tally();
    private final Tally unremembered = new Tally();
    private final int sharers;
    private int characters;

    /**
     * @param sharers how many columns share what can be remembered
     */
    Uniqueness(int sharers) {
        this.sharers = sharers;
    }

    void add(String value, long row) {
        if (seen.contains(value)) {
            duplicates.add(row);
        } else if (seen.size() < MOST_VALUES / sharers && characters + value.length() <= MOST_CHARACTERS / sharers) {
            seen.add(value);
            characters += value.length();
        } else {
            unremembered.add(row);
        }
    }

    /** Values that were there before. */
    Tally duplicates() {
        return duplicates;
    }

    /** Values that could not be remembered. */
    Tally unremembered() {
        return unremembered;
    }

    /** What was found stays; what was needed to find it goes. */
    void forget() {
        seen.clear();
    }
}
