package io.scry.ingestor.adapter.pdf;

import java.util.List;
import java.util.Locale;

/**
 * Compares a table with the one that a person sees: how many cells with text stand in the right row and column.
 *
 * <p>Rows are paired in order so that most cells match; a found table may begin some columns further left or right. Runs
 * of white count as one blank, and the kinds of hyphen and minus as one.
 *
 * @param expected how many cells of the expected table have text
 * @param found how many cells of the found table have text
 * @param matched how many of them stand in the same place
 */
record TableScore(int expected, int found, int matched) {

    private static final int MOST_SHIFTED = 2;

    static TableScore of(List<List<String>> expected, List<List<String>> found) {
        int best = 0;
        for (int shift = -MOST_SHIFTED; shift <= MOST_SHIFTED; shift++) {
            best = Math.max(best, matched(expected, found, shift));
        }
        return new TableScore(cells(expected), cells(found), best);
    }

    TableScore with(TableScore other) {
        return new TableScore(expected + other.expected, found + other.found, matched + other.matched);
    }

    int missing() {
        return expected - matched;
    }

    int extra() {
        return found - matched;
    }

    double share() {
        return expected == 0 ? 1 : (double) matched / expected;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d of %d cells (%.1f %%), %d extra",
                matched,
                expected,
                Math.floor(1000 * share()) / 10,
                extra());
    }

    private static int matched(List<List<String>> expected, List<List<String>> found, int shift) {
        int[][] best = new int[expected.size() + 1][found.size() + 1];
        for (int i = 1; i <= expected.size(); i++) {
            for (int j = 1; j <= found.size(); j++) {
                int paired = best[i - 1][j - 1] + inRow(expected.get(i - 1), found.get(j - 1), shift);
                best[i][j] = Math.max(paired, Math.max(best[i - 1][j], best[i][j - 1]));
            }
        }
        return best[expected.size()][found.size()];
    }

    private static int inRow(List<String> expected, List<String> found, int shift) {
        int matched = 0;
        for (int i = 0; i < expected.size(); i++) {
            int at = i + shift;
            boolean same =
                    at >= 0 && at < found.size() && plain(expected.get(i)).equals(plain(found.get(at)));
            matched += same && !expected.get(i).isBlank() ? 1 : 0;
        }
        return matched;
    }

    private static int cells(List<List<String>> rows) {
        return (int) rows.stream()
                .flatMap(List::stream)
                .filter(cell -> !cell.isBlank())
                .count();
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ")
                .replaceAll("[\\u2010-\\u2013\\u2212]", "-")
                .replace("\uFB01", "fi")
                .strip();
    }
}
