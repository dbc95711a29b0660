package io.scry.ingestor.adapter;

import java.util.Arrays;

/**
 * The values that a field has had, as 64-bit hashes: at most {@value #LIMIT} of them, in 16 MiB. That two of a million
 * different values have the same hash happens once in some thirty million sources.
 */
public final class UniqueValues {

    /** How many different values are remembered. */
    public static final int LIMIT = 1_000_000;

    private static final int SMALLEST = 1024;

    private long[] hashes = new long[SMALLEST];
    private int size;

    /** Whether the value is a new one. Once full, it still knows the values that it has. */
    public boolean add(String value) {
        long hash = hash(value);
        int slot = slot(hash);
        if (hashes[slot] == hash) {
            return false;
        }
        if (size < LIMIT) {
            hashes[slot] = hash;
            if (++size * 2 > hashes.length) {
                grow();
            }
        }
        return true;
    }

    /** Whether no further value is remembered. */
    public boolean full() {
        return size >= LIMIT;
    }

    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = hashes;
        hashes = new long[old.length * 2];
        Arrays.stream(old).filter(hash -> hash != 0).forEach(hash -> hashes[slot(hash)] = hash);
    }

    /** FNV-1a, mixed so that all bits count; never 0, which marks a free slot. */
    private static long hash(String value) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < value.length(); i++) {
            hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        hash ^= hash >>> 29;
        return hash == 0 ? 1 : hash;
    }
}
