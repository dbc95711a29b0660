package io.scry.ingestor.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.records.Ingestions.Filter;
import java.net.URI;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/** How much of the table a page of ingestions reads: no more than it shows, wherever that is. */
class ListingsIT {

    private static final int SIZE = 51;

    private static Connection connection;
    private static JdbcClient jdbc;
    private static Ingestions ingestions;

    /** A sixth is old and of an owner and an adapter that have none since. */
    @BeforeAll
    static void fill() throws Exception {
        URI database = SharedServices.get().newDatabase();
        connection = DevServices.connect(database);
        SingleConnectionDataSource source = new SingleConnectionDataSource(connection, true);
        jdbc = JdbcClient.create(source);
        ingestions = new Ingestions(jdbc, JsonMapper.builder().build());
        String[] login = database.getUserInfo().split(":", 2);
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + database.getHost() + ":" + database.getPort() + database.getPath(),
                        login[0],
                        login[1])
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
        jdbc.sql("""
                        INSERT INTO ingestion (id, owner, adapter, status, source_id, source, options, mode,
                                               correlation_id)
                        SELECT uuidv7(interval '1 s' * (n - 30000)),
                               CASE WHEN n <= 5000 THEN 'early' ELSE 'late' END,
                               CASE WHEN n <= 5000 THEN 'xml' ELSE 'json' END,
                               CASE WHEN n % 200 = 0 THEN 'failed' ELSE 'succeeded' END,
                               'source', '{"type":"string","bytes":0}', '{}', 'sync', repeat('x', 200)
                        FROM generate_series(1, 30000) AS n
                        """).update();
        jdbc.sql("VACUUM (ANALYZE) ingestion").update();
        jdbc.sql("SET max_parallel_workers_per_gather = 0").update();
    }

    @AfterAll
    static void close() throws Exception {
        connection.close();
    }

    @Test
    void readsNoMoreThanItShows() throws Exception {
        for (String owner : new String[] {null, "early", "late", "nobody"}) {
            for (String adapter : new String[] {null, "xml", "json", "word"}) {
                for (State status : new State[] {null, State.SUCCEEDED}) {
                    Filter filter = new Filter(owner, status, adapter);
                    readsNoMoreThanItShows(filter, null);
                    readsNoMoreThanItShows(filter, middle());
                }
            }
        }
    }

    private static UUID middle() {
        return jdbc.sql("SELECT id FROM ingestion ORDER BY id OFFSET 3000 LIMIT 1")
                .query(UUID.class)
                .single();
    }

    private static void readsNoMoreThanItShows(Filter filter, @Nullable UUID before) throws Exception {
        List<UUID> expected = expected(filter, before);
        // Statistics of a transaction are those of this connection alone, and there at once.
        connection.setAutoCommit(false);
        long begun = read();
        List<Ingestion> page = ingestions.page(filter, before, SIZE);
        long read = read() - begun;
        connection.setAutoCommit(true);
        assertThat(page)
                .as("%s before %s", filter, before)
                .extracting(Ingestion::id)
                .isEqualTo(expected);
        assertThat(read).as("%s before %s", filter, before).isLessThan(2 * SIZE);
    }

    private static long read() {
        return jdbc.sql("""
                        SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                        WHERE relname = 'ingestion'
                        """).query(Long.class).single();
    }

    private static List<UUID> expected(Filter filter, @Nullable UUID before) {
        return jdbc.sql("""
                        SELECT id FROM ingestion
                        WHERE owner = coalesce(:owner, owner) AND adapter = coalesce(:adapter, adapter)
                              AND status = coalesce(:status, status) AND id < coalesce(CAST(:before AS uuid), uuidv7())
                        ORDER BY id DESC LIMIT 51
                        """)
                .param("owner", filter.owner())
                .param("adapter", filter.adapter())
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().label())
                .param("before", before)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }
}
