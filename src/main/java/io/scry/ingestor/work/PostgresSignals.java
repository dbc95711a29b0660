package io.scry.ingestor.work;

import io.scry.ingestor.shutdown.Shutdown;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Carries job signals between processes by LISTEN and NOTIFY. What is to be said is collected and sent by one thread after
 * the commits that it speaks of: a NOTIFY inside those transactions would make PostgreSQL commit them one after another.
 */
@Component
class PostgresSignals implements SmartLifecycle, JobSignals.Listener {

    private static final Logger log = LoggerFactory.getLogger(PostgresSignals.class);
    static final String CHANNEL = "scry_job_signals";
    private static final int PENDING = 10_000;
    /** A notification holds at most 8,000 bytes; a word is 38, a replica's name no more than 300. */
    private static final int WORDS = 200;

    private static final Duration LISTEN = Duration.ofSeconds(2);
    private static final Duration END = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** What comes within this time after something was sent is sent together. */
    private static final Duration TOGETHER = Duration.ofMillis(10);

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final JobSignals signals;
    private final Replica replica;
    private final Shutdown shutdown;
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>(PENDING);
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile @Nullable Connection listening;
    private volatile boolean running;
    private volatile boolean isListening;

    PostgresSignals(DataSource dataSource, JdbcClient jdbc, JobSignals signals, Replica replica, Shutdown shutdown) {
        this.replica = replica;
        this.shutdown = shutdown;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.signals = signals;
        signals.carryWith(this);
    }

    @Override
    public void due() {
        say("d");
    }

    @Override
    public void ended(UUID job) {
        say("e" + job);
    }

    @Override
    public void cancelled(UUID job) {
        say("c" + job);
    }

    private void say(String word) {
        if (running && !outgoing.offer(word)) {
            log.debug("Signals come faster than they can be sent; others will see by polling");
        }
    }

    @Override
    public void start() {
        running = true;
        threads.add(Thread.ofPlatform()
                .daemon()
                .name("job-signals-send")
                .start(() -> repeat(this::send, () -> running || !outgoing.isEmpty())));
        threads.add(Thread.ofPlatform()
                .daemon()
                .name("job-signals-listen")
                .start(() -> repeat(this::listen, () -> running)));
    }

    /** What is said last wakes the thread that listens, too, so that both end by themselves if the database answers. */
    @Override
    public void stop() {
        shutdown.phase("job signals", this::end);
    }

    private void end() {
        running = false;
        // Before the end of a pause: nothing to send, and no more to come, would be the sender's end.
        outgoing.offer("d");
        ending.countDown();
        threads.forEach(thread -> shutdown.join("ending job signals", END, thread));
        Connection connection = listening;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("The listening connection was gone already", e);
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return ShutdownPhases.MESSAGES;
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Boundary: whatever goes wrong with the database is said, and tried again. */
    private void repeat(Step step, BooleanSupplier isWanted) {
        while (isWanted.getAsBoolean()) {
            try {
                step.run();
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                if (running) {
                    report(e);
                    pause();
                }
            }
        }
    }

    /** Once for each interruption. */
    private void report(Exception failure) {
        if (isListening) {
            log.warn(
                    "Job signals are interrupted, polling goes on; trying every {} s until they work: {}",
                    PAUSE.toSeconds(),
                    failure.getMessage());
        }
        isListening = false;
    }

    /** Shorter if it is the end. */
    private void pause() {
        try {
            var _ = ending.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private void send() throws InterruptedException {
        Set<String> words = new LinkedHashSet<>();
        words.add(outgoing.take());
        List<String> more = new ArrayList<>();
        outgoing.drainTo(more, WORDS - 1);
        words.addAll(more);
        jdbc.sql("SELECT pg_notify(?, ?)")
                .params(CHANNEL, message(replica, String.join(" ", words)))
                .query()
                .singleValue();
        var _ = ending.await(TOGETHER.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void listen() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            listening = connection;
            PGConnection postgres = connection.unwrap(PGConnection.class);
            execute(connection, "LISTEN " + CHANNEL);
            isListening = true;
            // What was said while nobody listened is unknown.
            signals.heard("d");
            while (running) {
                PGNotification[] notifications = postgres.getNotifications((int) LISTEN.toMillis());
                if (notifications == null || notifications.length == 0) {
                    execute(connection, "SELECT 1");
                } else {
                    hear(notifications);
                }
            }
        } finally {
            listening = null;
        }
    }

    private void hear(PGNotification[] notifications) {
        for (PGNotification notification : notifications) {
            try {
                pass(notification.getParameter());
            } catch (IllegalArgumentException e) {
                log.warn(
                        "A signal on {} from backend {} was not understood: {}",
                        CHANNEL,
                        notification.getPID(),
                        e.getMessage());
            }
        }
    }

    /** The name of who says it, and words. */
    static String message(Replica sender, String words) {
        return sender.id() + " " + words;
    }

    /** But for what this process has said: its listeners know. */
    private void pass(String message) {
        int sender = message.indexOf(' ');
        if (sender < 0) {
            throw new IllegalArgumentException("It does not begin with a replica's name");
        }
        if (!message.substring(0, sender).equals(replica.id())) {
            signals.heard(message.substring(sender + 1));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
