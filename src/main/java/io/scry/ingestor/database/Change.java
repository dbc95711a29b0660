package io.scry.ingestor.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that can be made together with others by {@link Changes}. None sees in a table what another has done: only the
 * first one's RETURNING comes across. The first is made first, the others in an order that nothing but speed may
 * rest on.
 *
 * @param sql an INSERT, UPDATE or DELETE. The first of several has RETURNING, and is called {@link #GUARD} by the others,
 *     which look at it so that they happen only if it gave a row
 * @param params for its question marks, in order
 * @param afterCommit called when it has been made
 */
public record Change(String sql, List<? extends @Nullable Object> params, Runnable afterCommit) {

    /** What the first of several changes is called in the others' SQL. */
    public static final String GUARD = "guard";

    /** A change of which nobody needs to hear. */
    public Change(String sql, List<? extends @Nullable Object> params) {
        this(sql, params, () -> {});
    }
}
