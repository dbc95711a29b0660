package io.scry.ingestor.cluster;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.shutdown.Shutdown;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The one connection to Redis, if there is one; it may go at any time, and nobody waits for it for long. */
@Component
class RedisLink implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final int WAITING_COMMANDS = 1000;

    private final Shutdown shutdown;
    private final Duration timeout;
    private final @Nullable RedisURI address;
    private final RedisClient client = RedisClient.create();
    private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connecting;
    private long nextTry = System.nanoTime();
    private volatile boolean running;

    RedisLink(ActiveSettings settings, Shutdown shutdown) {
        this.shutdown = shutdown;
        RedisSettings redis = settings.current().get(RedisSettings.class);
        this.timeout = redis.timeout();
        this.address = redis.url() == null ? null : RedisURI.create(redis.url());
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(WAITING_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
                .build());
    }

    /** Sends something and waits for nothing; what cannot be sent is dropped. */
    void tell(Function<RedisAsyncCommands<String, String>, CompletionStage<?>> message) {
        StatefulRedisConnection<String, String> connection = connection();
        if (connection != null) {
            message.apply(connection.async()).whenComplete((answer, failure) -> {
                if (failure != null) {
                    log.debug("Redis did not take a message: {}", failure.toString());
                }
            });
        }
    }

    /** Asks something; empty if Redis knows nothing of it, or does not answer in time. */
    <T> Optional<T> ask(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> question) {
        StatefulRedisConnection<String, String> connection = connection();
        if (connection == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(question.apply(connection.async())
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("Redis did not answer: {}", e.toString());
            return Optional.empty();
        }
    }

    /** The connection, if it stands; one that never stood is tried again every few seconds, in the background. */
    private synchronized @Nullable StatefulRedisConnection<String, String> connection() {
        if (address == null) {
            return null;
        }
        if (connecting != null && connecting.isDone() && !connecting.isCompletedExceptionally()) {
            return connecting.getNow(null);
        }
        boolean idle = connecting == null || connecting.isDone();
        if (idle && System.nanoTime() - nextTry >= 0) {
            nextTry = System.nanoTime() + RETRY.toNanos();
            connecting = client.connectAsync(StringCodec.UTF8, address).toCompletableFuture();
            connecting = connecting.whenComplete((connection, failure) -> {
                if (failure != null) {
                    log.warn("Redis is not there; progress is seen on its own replica only, until it returns");
                }
            });
        }
        return null;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        shutdown.phase(
                "redis", () -> shutdown.step("closing Redis", CLOSE, () -> client.shutdown(Duration.ZERO, timeout)));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return ShutdownPhases.CONNECTIONS;
    }
}
