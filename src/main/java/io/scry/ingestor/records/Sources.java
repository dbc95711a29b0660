package io.scry.ingestor.records;

import io.scry.ingestor.database.Change;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The bytes of sources. */
@Repository
public class Sources {

    /** How many bytes are one piece at most. */
    public static final int PIECE = Chunks.SIZE;

    private final JdbcClient jdbc;

    Sources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the bytes of a source that is one piece, together with its ingestion; empty if there are none. */
    public Optional<Change> adding(byte[] bytes) {
        return bytes.length == 0
                ? Optional.empty()
                : Optional.of(new Change(
                        "INSERT INTO source_chunk (ingestion_id, seq, bytes) SELECT id, 0, ? FROM guard",
                        List.of(Chunks.compress(bytes, bytes.length))));
    }

    /** Keeps all bytes of a source, in the caller's transaction; says in how many pieces. */
    public int store(UUID ingestion, InputStream bytes) throws IOException {
        Chunks.Writer writer = new Chunks.Writer(
                (seq, chunk) -> jdbc.sql("INSERT INTO source_chunk (ingestion_id, seq, bytes) VALUES (?, ?, ?)")
                        .params(ingestion, seq, chunk)
                        .update());
        bytes.transferTo(writer);
        writer.finish();
        return writer.count();
    }

    /** A stream of the source's bytes, fetched piece by piece; it holds no connection between pieces. */
    public InputStream open(Ingestion ingestion) {
        return new Chunks.Reader(
                seq -> jdbc.sql("SELECT bytes FROM source_chunk WHERE ingestion_id = ? AND seq = ?")
                        .params(ingestion.id(), seq)
                        .query(byte[].class)
                        .optional()
                        .orElse(null),
                Chunks.count(ingestion.source().bytes()));
    }

    /** Whether the source is still kept: retention may have removed it. A URL, and an empty source, count as kept. */
    public boolean isKept(Ingestion ingestion) {
        return ingestion.source().url() != null
                || ingestion.source().bytes() == 0
                || jdbc.sql("SELECT EXISTS (SELECT 1 FROM source_chunk WHERE ingestion_id = ?)")
                        .param(ingestion.id())
                        .query(Boolean.class)
                        .single();
    }
}
