package io.scry.ingestor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {

    private final List<byte[]> stored = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Chunks.SIZE - 1, Chunks.SIZE, Chunks.SIZE + 1, 3 * Chunks.SIZE + 17})
    void givesBackWhatWasWritten(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        int count = write(bytes);
        assertThat(count).isEqualTo(stored.size()).isEqualTo(Chunks.count(size));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        new Chunks.Reader(stored::get, count).transferTo(read);
        assertThat(read.toByteArray()).isEqualTo(bytes);
        assertThat(new Chunks.Reader(stored::get, count).readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void givesTheLastPieceAwayInsteadOfStoringIt() throws IOException {
        Chunks.Writer writer = new Chunks.Writer((seq, chunk) -> stored.add(seq, chunk));
        assertThat(writer.takeRest()).isNull();
        byte[] bytes = new byte[Chunks.SIZE + 3];
        new Random(1).nextBytes(bytes);
        writer.write(bytes, 0, bytes.length);
        byte[] rest = writer.takeRest();
        assertThat(stored).hasSize(1);
        assertThat(rest).isNotNull();
        assertThat(writer.count()).isEqualTo(2);
        assertThat(writer.takeRest()).isNull();
        stored.add(rest);
        assertThat(new Chunks.Reader(stored::get, 2).readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void holdsNoMoreThanOnePiece() {
        write(new byte[5 * Chunks.SIZE]);
        assertThat(stored).hasSize(5);
    }

    @Test
    void missesAPieceThatIsGone() throws IOException {
        int count = write(new byte[2 * Chunks.SIZE]);
        Chunks.Reader reader = new Chunks.Reader(seq -> seq == 0 ? stored.get(0) : null, count);
        assertThatIOException().isThrownBy(reader::readAllBytes).withMessageContaining("Piece 2 of 2");
    }

    private int write(byte[] bytes) {
        Chunks.Writer writer = new Chunks.Writer((seq, chunk) -> stored.add(seq, chunk));
        int half = bytes.length / 2;
        writer.write(bytes, 0, half);
        writer.write(bytes, half, bytes.length - half);
        writer.finish();
        return writer.count();
    }
}
