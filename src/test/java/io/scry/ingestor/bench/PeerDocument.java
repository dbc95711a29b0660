package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A document, and what its text has at the beginning and at the end, so that nobody is quick by leaving something out.
 *
 * @param first empty if it is not known
 * @param last empty if it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record PeerDocument(String name, byte[] bytes, String first, String last) {

    void assertIsIn(String text) {
        // Not by AssertJ, which would print megabytes.
        assertThat(text.contains(first)).as(name + " has " + first).isTrue();
        assertThat(text.lastIndexOf(last)).as(name + " has " + last).isNotNegative();
    }
}
