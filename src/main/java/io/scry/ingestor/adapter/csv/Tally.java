package io.scry.ingestor.adapter.csv;

/** How often something was found, and on which line first. */
final class Tally {

    private long count;
    private long firstLine;

    void add(long line) {
        if (count++ == 0) {
            firstLine = line;
        }
    }

    long count() {
        return count;
    }

    /** Where it was found first, in words. */
    String at() {
        return "line " + firstLine;
    }
}
