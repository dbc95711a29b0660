package io.scry.ingestor.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What is wrong with the database, in words for whoever has to mend it; never with what the server or a URL says. */
final class DatabaseFailure {

    private static final int DEEPEST = 20;

    private DatabaseFailure() {}

    static String describe(Throwable failure) {
        PSQLException postgres = postgres(failure);
        if (postgres == null) {
            // The pool's own words.
            return failure instanceof SQLTransientConnectionException
                    ? String.valueOf(failure.getMessage())
                    : failure.getClass().getSimpleName();
        }
        String state = String.valueOf(postgres.getSQLState());
        return meaning(state) + " (SQLSTATE " + state + ")";
    }

    /** Whether trying again soon is of no use, and noise in the server's log: a person has to act first. */
    static boolean isRefusal(Throwable failure) {
        PSQLException postgres = postgres(failure);
        String state = postgres == null ? null : postgres.getSQLState();
        return state != null && (state.startsWith("28") || state.equals("3D000"));
    }

    /** See "PostgreSQL Error Codes" in PostgreSQL's manual. */
    private static String meaning(String state) {
        return switch (state) {
            case "28P01", "28000" -> "PostgreSQL refuses the user or its password; see SCRY_DATABASE_URL";
            case "3D000" -> "PostgreSQL has no database of the name in SCRY_DATABASE_URL";
            case "53300" -> "PostgreSQL has no connection left; see its max_connections";
            case "57P03" -> "PostgreSQL starts up, or shuts down";
            case "08001", "08004" -> "PostgreSQL cannot be reached";
            case "08006", "08003", "57P01" -> "PostgreSQL does not answer, or has broken the connection off";
            default -> "PostgreSQL reports an error";
        };
    }

    private static @Nullable PSQLException postgres(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof PSQLException postgres) {
                return postgres;
            }
            Throwable next = at instanceof SQLException sql ? sql.getNextException() : null;
            at = next == null ? at.getCause() : next;
        }
        return null;
    }
}
