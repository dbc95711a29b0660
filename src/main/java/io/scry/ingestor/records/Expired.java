package io.scry.ingestor.records;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What need not be kept any longer. Each call deletes a limited number of rows, to keep transactions short. */
@Repository
public class Expired {

    private final JdbcClient jdbc;

    Expired(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Deletes some of those that ended, with everything that belongs to them.
     *
     * @return how many; fewer than {@code limit} if no more are left
     */
    public int deleteIngestions(Instant before, int limit) {
        return jdbc.sql("""
                        DELETE FROM ingestion WHERE id IN (
                            SELECT id FROM ingestion WHERE ended_at < ? ORDER BY ended_at LIMIT ?
                            FOR UPDATE SKIP LOCKED)
                        """).params(utc(before), limit).update();
    }

    /** Deletes the sources of some of those that succeeded or were cancelled; they are not needed any more. */
    public int deleteSources(Instant before, int limit) {
        return jdbc.sql("""
                        DELETE FROM source_chunk WHERE (ingestion_id, seq) IN (
                            SELECT c.ingestion_id, c.seq FROM source_chunk c JOIN ingestion i ON i.id = c.ingestion_id
                            WHERE i.ended_at < ? AND i.status IN ('succeeded', 'cancelled')
                            ORDER BY c.ingestion_id LIMIT ?)
                        """).params(utc(before), limit).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
