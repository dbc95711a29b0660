package io.scry.ingestor.records;

import io.scry.ingestor.records.Ingestions.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What follows {@code FROM ingestion} in a query for a page, newest first, so that little more is read than is shown.
 *
 * <p>Owner and adapter are ranges of one value each, in the order of an index. With equalities PostgreSQL may walk down
 * the primary key instead, through all that is newer: it supposes that an owner's ingestions are evenly spread.
 */
record PageQuery(String sql, List<Object> params) {

    /** After every id. */
    private static final UUID LAST = new UUID(-1, -1);

    static PageQuery of(Filter filter, @Nullable UUID before, int size) {
        Map<String, Object> equal = new LinkedHashMap<>();
        Map<String, Object> range = new LinkedHashMap<>();
        put(equal, "status", filter.status() == null ? null : filter.status().label());
        // What has not succeeded is rare, and has indexes of its own.
        boolean isRare = filter.status() != null && filter.status() != State.SUCCEEDED;
        put(isRare ? equal : range, "owner", filter.owner());
        put(isRare ? equal : range, "adapter", filter.adapter());
        StringBuilder sql = new StringBuilder(" WHERE true");
        List<Object> params = new ArrayList<>(equal.values());
        equal.keySet().forEach(column -> sql.append(" AND ").append(column).append(" = ?"));
        if (!range.isEmpty()) {
            sql.append(" AND ").append(row(range.keySet())).append(" >= ").append(marks(range));
            params.addAll(range.values());
        }
        range.put("id", before == null ? LAST : before);
        sql.append(" AND ").append(row(range.keySet())).append(" < ").append(marks(range));
        params.addAll(range.values());
        sql.append(" ORDER BY ").append(String.join(" DESC, ", range.keySet())).append(" DESC LIMIT ?");
        params.add(size);
        return new PageQuery(sql.toString(), params);
    }

    private static void put(Map<String, Object> columns, String column, @Nullable String value) {
        if (value != null) {
            columns.put(column, value);
        }
    }

    private static String row(Collection<String> items) {
        return "(" + String.join(", ", items) + ")";
    }

    private static String marks(Map<String, Object> columns) {
        return row(Collections.nCopies(columns.size(), "?"));
    }
}
