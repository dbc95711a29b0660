package io.scry.ingestor.database;

import io.scry.ingestor.health.StartCondition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Brings the schema up to date as soon as the database is there, however long that takes, and then opens the pool. */
@Component
class Migrations implements SmartLifecycle, StartCondition, InitializingBean, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    private static final Duration REACHABLE = Duration.ofSeconds(3);
    /** A migration may rebuild an index of a large table. */
    private static final Duration STATEMENT = Duration.ofMinutes(30);

    /** Flyway's lock is a session's: indexes that are built concurrently wait for the end of all transactions. */
    private static final Map<String, String> OUTSIDE_TRANSACTIONS =
            Map.of("flyway.postgresql.transactional.lock", "false");

    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Pool pool;
    private final CountDownLatch isMade = new CountDownLatch(1);
    private volatile boolean running;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String problem;

    Migrations(Pool pool) {
        this.pool = pool;
    }

    @Override
    public boolean isMet() {
        return pool.isOpen();
    }

    /** Why the schema is not there; null if nothing is known to be wrong. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Mostly there is nothing to do, which is found out while the rest of the service is still made. */
    @Override
    public void afterPropertiesSet() {
        begin();
    }

    /** On a virtual thread, whose interrupt also ends a wait for the server. */
    private void begin() {
        thread = Thread.ofVirtual().name("migrations").start(this::migrateUntilDone);
    }

    @Override
    public void start() {
        running = true;
        isMade.countDown();
        if (thread == null) {
            begin();
        }
    }

    private void migrateUntilDone() {
        ExponentialBackOff backOff = new ExponentialBackOff(250, 2);
        backOff.setMaxInterval(LONGEST_PAUSE.toMillis());
        BackOffExecution pauses = backOff.start();
        try {
            while (!migrate()) {
                Thread.sleep(pauses.nextBackOff());
            }
            pool.open();
        } catch (InterruptedException e) {
            log.debug("Migrations are to stop", e);
        }
    }

    /** Boundary: whatever is in the way is said, and tried again; ending the process would mend nothing. */
    private boolean migrate() throws InterruptedException {
        try (Connection reachable = pool.getConnection(REACHABLE)) {
            if (!reachable.isValid((int) REACHABLE.toSeconds())) {
                return false;
            }
        } catch (SQLException e) {
            return failed(DatabaseFailure.describe(e), null);
        }
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(patient())
                    .configuration(OUTSIDE_TRANSACTIONS)
                    .load();
            MigrationInfo[] known = flyway.info().all();
            if (isAny(known, MigrationState.PENDING) || isAny(known, MigrationState.FAILED)) {
                awaitTheRest();
            }
            // What runs outside transactions is written down when it fails, and only then: such can be run again.
            if (isAny(known, MigrationState.FAILED)) {
                flyway.repair();
            }
            flyway.migrate();
            return true;
        } catch (RuntimeException e) {
            return failed("one failed (" + DatabaseFailure.describe(e) + "); the log has more", e);
        }
    }

    private static boolean isAny(MigrationInfo[] migrations, MigrationState state) {
        return Arrays.stream(migrations).anyMatch(migration -> migration.getState() == state);
    }

    /** A release that cannot start must not change the schema that others use. */
    private void awaitTheRest() throws InterruptedException {
        if (isMade.getCount() > 0) {
            problem = "they wait for the rest of the service to be made";
            isMade.await();
        }
    }

    /** Says it when it is new. */
    private boolean failed(String why, @Nullable Exception inFull) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!why.equals(problem)) {
            log.warn("The migrations are not done, trying again until they are: {}", why, inFull);
        }
        problem = why;
        return false;
    }

    private DataSource patient() {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return pool.getConnection(STATEMENT);
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        };
    }

    /** Before everybody who uses the database. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }

    /** Also if the service never came to be started. */
    @Override
    public void destroy() {
        stop();
    }

    @Override
    public void stop() {
        running = false;
        Thread migrating = thread;
        thread = null;
        if (migrating != null) {
            migrating.interrupt();
            try {
                migrating.join(STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
