package io.scry.ingestor.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFileTest {

    @Test
    void belongsToItsProcess() throws IOException {
        Path file = TemporaryFile.create();
        Path folder = TemporaryFile.createDirectory();
        assertThat(TemporaryFile.isLeftover(file)).isFalse();
        assertThat(TemporaryFile.isLeftover(folder)).isFalse();
        Files.delete(file);
        Files.delete(folder);
    }

    @Test
    void isLeftOverByAProcessThatIsGone() {
        assertThat(TemporaryFile.isLeftover(Path.of("scry-source-99999999-1700000000000-1.tmp")))
                .isTrue();
    }

    @Test
    void isLeftOverByAnEarlierProcessOfTheSameId() {
        long mine = ProcessHandle.current().pid();
        assertThat(TemporaryFile.isLeftover(Path.of("scry-source-" + mine + "-1700000000000-1.tmp")))
                .isTrue();
    }

    @Test
    void isNobodyElses() {
        assertThat(TemporaryFile.isLeftover(Path.of("scry-source-of-somebody"))).isFalse();
        assertThat(TemporaryFile.isLeftover(Path.of("other-99999999-1700000000000-1.tmp")))
                .isFalse();
    }
}
