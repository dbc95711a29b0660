package io.scry.ingestor.records;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The bytes of sources. */
@Repository
public class Sources {

    private final JdbcClient jdbc;

    Sources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps all bytes of a source, in the caller's transaction. */
    public void store(UUID ingestion, InputStream bytes) throws IOException {
        Chunks.Writer writer = new Chunks.Writer(
                (seq, chunk) -> jdbc.sql("INSERT INTO source_chunk (ingestion_id, seq, bytes) VALUES (?, ?, ?)")
                        .params(ingestion, seq, chunk)
                        .update());
        bytes.transferTo(writer);
        writer.finish();
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
