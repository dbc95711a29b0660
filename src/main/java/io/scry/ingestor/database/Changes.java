package io.scry.ingestor.database;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes several changes of several features by one statement: all or none, as in a transaction of their own, but with one
 * way to the database and back instead of one for each and one for the commit. Under load these ways are what costs most.
 */
@Component
public class Changes {

    /** What guards a change that is made in any case. */
    private static final Change ALWAYS = new Change("SELECT 1", List.of());

    private final JdbcClient jdbc;

    Changes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes a change that depends on no other, in the caller's transaction if there is one. */
    public void make(Change alone) {
        make(ALWAYS, List.of(alone));
    }

    /**
     * Makes all of them, in the caller's transaction if there is one; or none if the first changes nothing, and then it
     * is false.
     */
    public boolean make(Change guard, List<Change> others) {
        StringBuilder sql = new StringBuilder("WITH " + Change.GUARD + " AS (" + guard.sql() + ")");
        List<@Nullable Object> params = new ArrayList<>(guard.params());
        for (int i = 0; i < others.size(); i++) {
            if (!others.get(i).sql().contains(Change.GUARD)) {
                throw new IllegalArgumentException("A change that does not look at the guard would be made without it");
            }
            sql.append(", other")
                    .append(i)
                    .append(" AS (")
                    .append(others.get(i).sql())
                    .append(')');
            params.addAll(others.get(i).params());
        }
        sql.append(" SELECT EXISTS (SELECT FROM " + Change.GUARD + ")");
        boolean made =
                jdbc.sql(sql.toString()).params(params).query(Boolean.class).single();
        if (made) {
            afterCommit(guard.afterCommit());
            others.forEach(other -> afterCommit(other.afterCommit()));
        }
        return made;
    }

    private static void afterCommit(Runnable action) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    action.run();
                }
            });
        } else {
            action.run();
        }
    }
}
