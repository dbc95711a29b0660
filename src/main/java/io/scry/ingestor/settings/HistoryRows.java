package io.scry.ingestor.settings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The history in PostgreSQL: the newest attempts of all replicas. */
@Component
class HistoryRows {

    /** So many are kept. */
    static final int MOST = 10_000;

    private static final TypeReference<List<ChangedSetting>> CHANGES = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<SettingsError>> ERRORS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    HistoryRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Writes one if it is not there yet: that a write failed does not say whether it was done. */
    void add(HistoryEntry entry) {
        jdbc.sql("""
                        INSERT INTO config_history (id, at, replica, cause, actor, outcome, previous_version, version,
                            generation, duration_ms, changes, requires_restart, warnings, errors)
                        VALUES (:id, :at, :replica, :cause, :actor, :outcome, :previousVersion, :version,
                            :generation, :durationMs, :changes::json, :requiresRestart::json, :warnings::json,
                            :errors::json)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .param("id", entry.id())
                .param("at", OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC))
                .param("replica", entry.replica())
                .param("cause", entry.cause())
                .param("actor", entry.actor())
                .param("outcome", entry.outcome())
                .param("previousVersion", entry.previousVersion())
                .param("version", entry.version())
                .param("generation", entry.generation())
                .param("durationMs", entry.durationMs())
                .param("changes", json.writeValueAsString(entry.changes()))
                .param("requiresRestart", json.writeValueAsString(entry.requiresRestart()))
                .param("warnings", json.writeValueAsString(entry.warnings()))
                .param("errors", json.writeValueAsString(entry.errors()))
                .update();
    }

    /** Deletes all but the newest {@link #MOST}. */
    void prune() {
        jdbc.sql("""
                        DELETE FROM config_history
                        WHERE id <= (SELECT id FROM config_history ORDER BY id DESC OFFSET :most LIMIT 1)
                        """).param("most", MOST).update();
    }

    /** The newest first, from an id on downwards. */
    List<HistoryEntry> page(@Nullable UUID before, int limit) {
        return jdbc.sql("""
                        SELECT * FROM config_history
                        WHERE :before::uuid IS NULL OR id < :before::uuid
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    private HistoryEntry entry(ResultSet row) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        return new HistoryEntry(
                row.getObject("id", UUID.class),
                at,
                row.getString("replica"),
                row.getString("cause"),
                row.getString("actor"),
                row.getString("outcome"),
                row.getString("previous_version"),
                row.getString("version"),
                row.getLong("generation"),
                row.getLong("duration_ms"),
                json.readValue(row.getString("changes"), CHANGES),
                json.readValue(row.getString("requires_restart"), TEXTS),
                json.readValue(row.getString("warnings"), TEXTS),
                json.readValue(row.getString("errors"), ERRORS));
    }
}
