package io.scry.ingestor.records;

import io.scry.ingestor.database.Change;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The data of payloads. */
@Repository
public class Results {

    private final JdbcClient jdbc;

    Results(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Starts writing the data of an attempt. */
    public Writer write(UUID ingestion, int attempt) {
        return new Writer(new Chunks.Writer((seq, chunk) -> insert(ingestion, attempt, seq, chunk)));
    }

    /** A stream of the stored data of an ingestion that succeeded; it holds no connection between pieces. */
    public InputStream open(Ingestion succeeded) {
        return new Chunks.Reader(
                seq -> jdbc.sql("SELECT bytes FROM result_chunk WHERE ingestion_id = ? AND attempt = ? AND seq = ?")
                        .params(succeeded.id(), succeeded.attempt(), seq)
                        .query(byte[].class)
                        .optional()
                        .orElse(null),
                succeeded.chunks());
    }

    /** Removes what attempts up to this one have written. */
    public void discard(UUID ingestion, int attempt) {
        jdbc.sql("DELETE FROM result_chunk WHERE ingestion_id = ? AND attempt <= ?")
                .params(ingestion, attempt)
                .update();
    }

    /** The row lock keeps a worker that was thought dead from writing beside the one that took over. */
    private void insert(UUID ingestion, int attempt, int seq, byte[] chunk) {
        int written = jdbc.sql("""
                        INSERT INTO result_chunk (ingestion_id, attempt, seq, bytes)
                        SELECT id, attempt, ?, ? FROM ingestion
                        WHERE id = ? AND attempt = ? AND status = 'running' FOR SHARE
                        """).params(seq, chunk, ingestion, attempt).update();
        if (written == 0) {
            throw new SupersededException(ingestion, attempt);
        }
    }

    /** Takes data as it comes; whole pieces are stored at once. */
    public static final class Writer extends OutputStream {

        private final Chunks.Writer chunks;

        private Writer(Chunks.Writer chunks) {
            this.chunks = chunks;
        }

        @Override
        public void write(int b) {
            chunks.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            chunks.write(bytes, offset, length);
        }

        /** Stores what is left, together with what ends the attempt; empty if nothing is. */
        public Optional<Change> finishing() {
            byte[] rest = chunks.takeRest();
            return rest == null
                    ? Optional.empty()
                    : Optional.of(new Change(
                            "INSERT INTO result_chunk (ingestion_id, attempt, seq, bytes) SELECT id, attempt, ?, ? FROM guard",
                            List.of(chunks.count() - 1, rest)));
        }

        /** How many pieces there are, the last one included once it is taken. */
        public int count() {
            return chunks.count();
        }
    }
}
