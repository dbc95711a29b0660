package io.scry.ingestor.adapter.fetch;

import java.net.InetAddress;

/**
 * A range of addresses.
 *
 * @param first any address of it
 * @param bits how many leading bits its addresses share
 */
record Network(InetAddress first, int bits) {

    /**
     * The range that a text such as {@code 10.0.0.0/8} or {@code fd00::/8} names; an address alone is a range of one.
     *
     * @throws IllegalArgumentException if it names none
     */
    static Network of(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress first;
        try {
            first = InetAddress.ofLiteral(parts[0]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be networks such as 10.0.0.0/8 or fd00::/8", e);
        }
        int most = first.getAddress().length * Byte.SIZE;
        int bits = parts.length == 1 ? most : parts[1].matches("\\d{1,3}") ? Integer.parseInt(parts[1]) : -1;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("must be networks such as 10.0.0.0/8 or fd00::/8");
        }
        return new Network(first, bits);
    }

    boolean contains(InetAddress address) {
        byte[] here = first.getAddress();
        byte[] there = address.getAddress();
        if (here.length != there.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int rest = Math.min(Byte.SIZE, bits - bit);
            int mask = (0xff << (Byte.SIZE - rest)) & 0xff;
            if (((here[bit / Byte.SIZE] ^ there[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
