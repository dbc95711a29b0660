package io.scry.ingestor.adapter.csv;

import java.util.HashSet;
import java.util.Set;

/**
 * Looks for values that a column has twice. It remembers only so many, so that memory stays bounded: beyond that, a value
 * is compared with those that are remembered.
 */
final class Uniqueness {

    /** How many values are remembered, over all columns of a file. */
    static final int MOST_VALUES = 250_000;

    /** How many characters they have together at most. */
    private static final int MOST_CHARACTERS = 16_000_000;

    private final Set<String> seen = new HashSet<>();
    private final int mostValues;
    private final int mostCharacters;
    private final Tally duplicates = new Tally();
    private final Tally unremembered = new Tally();
    private int characters;

    /**
     * @param columns how many columns of the file share what can be remembered
     */
    Uniqueness(int columns) {
        this.mostValues = MOST_VALUES / columns;
        this.mostCharacters = MOST_CHARACTERS / columns;
    }

    void add(String value, long line) {
        if (seen.contains(value)) {
            duplicates.add(line);
        } else if (seen.size() < mostValues && characters + value.length() <= mostCharacters) {
            seen.add(value);
            characters += value.length();
        } else {
            unremembered.add(line);
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

    /** How many values are remembered. */
    int remembered() {
        return seen.size();
    }
}
