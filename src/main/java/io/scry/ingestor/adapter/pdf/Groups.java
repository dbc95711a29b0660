package io.scry.ingestor.adapter.pdf;

/** Things by number that are joined to groups. */
final class Groups {

    private final int[] leaders;

    Groups(int size) {
        leaders = new int[size];
        for (int i = 0; i < size; i++) {
            leaders[i] = i;
        }
    }

    /** Of all groups, the smallest member stands for each. */
    int of(int member) {
        int leader = member;
        while (leaders[leader] != leader) {
            leaders[leader] = leaders[leaders[leader]];
            leader = leaders[leader];
        }
        return leader;
    }

    void join(int a, int b) {
        int first = of(a);
        int second = of(b);
        leaders[Math.max(first, second)] = Math.min(first, second);
    }
}
