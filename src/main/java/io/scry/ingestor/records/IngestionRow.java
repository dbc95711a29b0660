package io.scry.ingestor.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads an ingestion from a row of its table. */
final class IngestionRow implements RowMapper<Ingestion> {

    private final JsonMapper json;

    IngestionRow(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Ingestion mapRow(ResultSet row, int number) throws SQLException {
        String shape = row.getString("shape");
        return new Ingestion(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getString("adapter"),
                State.of(row.getString("status")),
                row.getString("source_id"),
                json.readValue(row.getString("source"), SourceInfo.class),
                json.readTree(row.getString("options")),
                row.getString("mode"),
                row.getString("correlation_id"),
                row.getString("traceparent"),
                row.getInt("attempt"),
                row.getInt("tries"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                shape == null ? null : Ingestion.Shape.valueOf(shape),
                row.getInt("chunks"),
                tree(row, "metadata"),
                tree(row, "validation"),
                tree(row, "problem"),
                json.readTree(row.getString("failures")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private @Nullable JsonNode tree(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? null : json.readTree(value);
    }
}
