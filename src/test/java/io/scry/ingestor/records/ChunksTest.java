package io.scry.ingestor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        new ChunkReader(stored::get, count).transferTo(read);
        assertThat(read.toByteArray()).isEqualTo(bytes);
        assertThat(new ChunkReader(stored::get, count).readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void givesTheLastPieceAwayInsteadOfStoringIt() throws IOException {
        ChunkWriter writer = ChunkWriter.to((seq, chunk) -> stored.add(seq, chunk));
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
        assertThat(new ChunkReader(stored::get, 2).readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void holdsNoMoreThanOnePiece() {
        write(new byte[5 * Chunks.SIZE]);
        assertThat(stored).hasSize(5);
    }

    @Test
    void missesAPieceThatIsGone() throws IOException {
        int count = write(new byte[2 * Chunks.SIZE]);
        ChunkReader reader = new ChunkReader(seq -> seq == 0 ? stored.get(0) : null, count);
        assertThatIOException().isThrownBy(reader::readAllBytes).withMessageContaining("Piece 2 of 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Chunks.SIZE, Chunks.SIZE + 1, 3 * Chunks.SIZE, 5 * Chunks.SIZE + 17})
    void givesBackWhatWasStoredAndFetchedOnOtherThreads(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        int count = write(ChunkWriter.behind((seq, chunk) -> stored.add(seq, chunk)), bytes);
        assertThat(count).isEqualTo(stored.size());
        assertThat(new ChunkReader(new FetchAhead(stored::get, count), count).readAllBytes())
                .isEqualTo(bytes);
    }

    @Test
    void takesMoreWhileAPieceIsStored() throws Exception {
        CountDownLatch mayStore = new CountDownLatch(1);
        ChunkWriter writer = ChunkWriter.behind((seq, chunk) -> {
            await(mayStore);
            stored.add(seq, chunk);
        });
        byte[] bytes = new byte[2 * Chunks.SIZE - 1];
        writer.write(bytes, 0, bytes.length);
        assertThat(stored).isEmpty();
        mayStore.countDown();
        assertThat(writer.takeRest()).isNotNull();
        assertThat(stored).hasSize(1);
    }

    /** A transaction belongs to it. */
    @Test
    void storesOnTheThreadThatWritesUnlessToldOtherwise() {
        Set<Thread> threads = new HashSet<>();
        write(ChunkWriter.to((seq, chunk) -> threads.add(Thread.currentThread())), new byte[3 * Chunks.SIZE + 1]);
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void throwsWhatWentWrongWithThePieceBefore() {
        ChunkWriter writer = ChunkWriter.behind((seq, chunk) -> {
            throw new SupersededException(UUID.randomUUID(), 1);
        });
        byte[] bytes = new byte[Chunks.SIZE];
        writer.write(bytes, 0, bytes.length);
        assertThatThrownBy(writer::takeRest).isInstanceOf(SupersededException.class);
    }

    @Test
    void fetchesTheNextPieceWhileOneIsRead() throws Exception {
        int count = write(new byte[2 * Chunks.SIZE]);
        CountDownLatch isFetched = new CountDownLatch(2);
        FetchAhead pieces = new FetchAhead(
                seq -> {
                    isFetched.countDown();
                    return stored.get(seq);
                },
                count);
        ChunkReader reader = new ChunkReader(pieces, count);
        assertThat(reader.read()).isZero();
        await(isFetched);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private int write(byte[] bytes) {
        return write(ChunkWriter.to((seq, chunk) -> stored.add(seq, chunk)), bytes);
    }

    private static int write(ChunkWriter writer, byte[] bytes) {
        int half = bytes.length / 2;
        writer.write(bytes, 0, half);
        writer.write(bytes, half, bytes.length - half);
        writer.finish();
        return writer.count();
    }
}
