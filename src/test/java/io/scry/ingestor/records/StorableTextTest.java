package io.scry.ingestor.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorableTextTest {

    @Test
    void replacesNulButNotABackslashBeforeDigits() {
        assertThat(StorableText.json("\"a\\u0000b\"")).isEqualTo("\"a\\ufffdb\"");
        assertThat(StorableText.json("\"a\\\\u0000b\"")).isEqualTo("\"a\\\\u0000b\"");
        assertThat(StorableText.json("\"a\\\\\\u0000b\"")).isEqualTo("\"a\\\\\\ufffdb\"");
    }

    @Test
    void replacesHalvesOfSurrogatePairs() {
        assertThat(StorableText.json("\"\ud83d\"")).isEqualTo("\"?\"");
        assertThat(StorableText.json("\"\ud83d\ude00\"")).isEqualTo("\"\ud83d\ude00\"");
    }
}
