package io.scry.ingestor.cluster;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.shutdown.Shutdown;
import io.scry.ingestor.shutdown.ShutdownPhases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
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
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofSeconds(1);
    private static final int WAITING_COMMANDS = 1000;

    /** Who only listens notices in no other way that the other end is gone. */
    private static final SocketOptions.KeepAliveOptions KEEP_ALIVE = SocketOptions.KeepAliveOptions.builder()
            .enable()
            .idle(Duration.ofSeconds(5))
            .interval(Duration.ofSeconds(2))
            .count(3)
            .build();

    private final Shutdown shutdown;
    private final Duration timeout;
    private final String namespace;
    private final @Nullable RedisURI address;
    private final ClientResources resources = ClientResources.builder()
            .reconnectDelay(Delay.exponential(Duration.ofMillis(50), LONGEST_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
            .build();
    private final RedisClient client = RedisClient.create(resources);
    private volatile @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connecting;
    private volatile boolean running;

    RedisLink(ActiveSettings settings, Shutdown shutdown) {
        this.shutdown = shutdown;
        RedisSettings redis = settings.current().get(RedisSettings.class);
        this.timeout = redis.timeout();
        this.namespace = redis.namespace();
        this.address = redis.url() == null ? null : RedisURI.create(redis.url());
        if (address != null) {
            // Also how long the server may take to greet.
            address.setTimeout(timeout);
        }
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(WAITING_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(timeout)
                        .keepAlive(KEEP_ALIVE)
                        .build())
                .build());
        var _ = connection();
    }

    boolean isConfigured() {
        return address != null;
    }

    /** The name of a key or channel that the replicas of this service share, and no others. */
    String shared(String name) {
        return namespace + ":" + name;
    }

    /** Sends something and waits for nothing; what cannot be sent is dropped, and then the answer is false. */
    boolean tell(Function<RedisAsyncCommands<String, String>, CompletionStage<?>> message) {
        StatefulRedisConnection<String, String> connection = connectionNow();
        if (connection != null) {
            message.apply(connection.async()).whenComplete((answer, failure) -> {
                if (failure != null) {
                    log.debug("Redis did not take a message: {}", failure.toString());
                }
            });
        }
        return connection != null;
    }

    /** Asks something; empty if Redis knows nothing of it, or does not answer in time. */
    <T> Optional<T> ask(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> question) {
        StatefulRedisConnection<String, String> connection = connectionNow();
        if (connection == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(await(question.apply(connection.async()), timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("Redis did not answer: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Asks something without waiting; fails if there is no connection, and if Redis does not answer in time. */
    <T> CompletableFuture<T> request(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> question) {
        StatefulRedisConnection<String, String> connection = connectionNow();
        return connection == null
                ? CompletableFuture.failedFuture(new IllegalStateException("There is no connection to Redis"))
                : question.apply(connection.async())
                        .toCompletableFuture()
                        .copy()
                        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Makes a connection of its own on which messages arrive. Once made, it is made again by itself whenever it breaks, and
     * closes with this link.
     *
     * @param listener must not block
     */
    CompletionStage<?> listen(List<String> channels, BiConsumer<String, String> listener) {
        if (address == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("Redis is not configured"));
        }
        return client.connectPubSubAsync(StringCodec.UTF8, address).thenCompose(connection -> {
            connection.addListener(new RedisPubSubAdapter<String, String>() {
                @Override
                public void message(String channel, String message) {
                    listener.accept(channel, message);
                }
            });
            CompletionStage<?> subscribed = connection.async().subscribe(channels.toArray(String[]::new));
            var _ = subscribed.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    log.warn("Redis does not let this replica listen to {}: {}", channels, failure.toString());
                    var _ = connection.closeAsync();
                }
            });
            return subscribed;
        });
    }

    /**
     * Asks something that has to be answered, connecting first if need be. A connection that leaves it unanswered is given
     * up: what was asked would wait in it, and it may be one that no answer can come through any more.
     */
    <T> T demand(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> question, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<StatefulRedisConnection<String, String>> connection = connection();
        if (connection == null) {
            throw new IllegalStateException("Redis is not configured");
        }
        try {
            return await(question.apply(await(connection, patience).async()), patience);
        } catch (InterruptedException | TimeoutException e) {
            giveUp(connection);
            throw e;
        }
    }

    private static <T> T await(CompletionStage<T> answer, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The connection if it stands. It is for the health check to make one again: it comes seldom, and requests often. */
    private @Nullable StatefulRedisConnection<String, String> connectionNow() {
        CompletableFuture<StatefulRedisConnection<String, String>> connection = connecting;
        return connection == null || !connection.isDone() || connection.isCompletedExceptionally()
                ? null
                : connection.getNow(null);
    }

    /** One that stands, or is being made; null without an address. One that could not be made is tried again. */
    private synchronized @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection() {
        if (address != null && (connecting == null || connecting.isCompletedExceptionally())) {
            connecting = client.connectAsync(StringCodec.UTF8, address).toCompletableFuture();
        }
        return connecting;
    }

    @SuppressWarnings("ReferenceEquality") // a future is equal to itself only
    private synchronized void giveUp(CompletableFuture<StatefulRedisConnection<String, String>> connection) {
        if (connection == connecting) {
            connecting = null;
        }
        var _ = connection.thenCompose(StatefulRedisConnection::closeAsync);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        shutdown.phase("redis", () -> shutdown.step("closing Redis", CLOSE, this::close));
    }

    private void close() {
        client.shutdown(Duration.ZERO, timeout);
        var _ = resources.shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
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
