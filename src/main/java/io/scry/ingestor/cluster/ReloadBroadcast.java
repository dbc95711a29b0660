package io.scry.ingestor.cluster;

import io.scry.ingestor.cluster.ReloadMessages.Reply;
import io.scry.ingestor.cluster.ReloadMessages.Request;
import io.scry.ingestor.settings.OtherReplicas;
import io.scry.ingestor.settings.ReloadCause;
import io.scry.ingestor.settings.ReloadOutcome;
import io.scry.ingestor.settings.ReloadRequest;
import io.scry.ingestor.settings.Reloader;
import io.scry.ingestor.settings.ReplicaName;
import io.scry.ingestor.settings.ReplicaState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks the other replicas to reload, and does what they ask, over Redis' channels: what is lost there is not repeated. */
@Component
class ReloadBroadcast implements OtherReplicas, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReloadBroadcast.class);
    /** How long an answer is waited for: a reload takes much less, and one that waits for others gets its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration STOP = Duration.ofSeconds(1);

    private final RedisLink redis;
    private final Roll roll;
    private final Reloader reloader;
    private final ReplicaName self;
    private final JsonMapper json;
    /** Everybody listens to it. */
    private final String requests;

    private final Map<String, PendingReplies> pending = new ConcurrentHashMap<>();
    private volatile @Nullable Thread presence;

    ReloadBroadcast(RedisLink redis, Roll roll, Reloader reloader, ReplicaName self, JsonMapper json) {
        this.redis = redis;
        this.roll = roll;
        this.reloader = reloader;
        this.self = self;
        this.json = json;
        this.requests = redis.shared("config:requests");
    }

    @Override
    public CompletableFuture<Known> versions() {
        return roll.others()
                .thenApply(others -> new Known(null, List.copyOf(others.values())))
                .exceptionally(this::unreachable);
    }

    @Override
    public CompletableFuture<Known> reload(ReloadRequest request) {
        return roll.others().thenCompose(others -> ask(request, others)).exceptionally(this::unreachable);
    }

    private CompletableFuture<Known> ask(ReloadRequest request, Map<String, ReplicaState> others) {
        String id = UUID.randomUUID().toString();
        PendingReplies replies = new PendingReplies(others);
        pending.put(id, replies);
        String message = json.writeValueAsString(new Request(id, self.value(), request.actor(), request.isDryRun()));
        return redis.request(commands -> commands.publish(requests, message))
                .thenCompose(_ -> replies.await(PATIENCE))
                .thenApply(states -> new Known(null, states))
                .whenComplete((_, _) -> pending.remove(id));
    }

    /** Where a replica listens for answers. */
    private String answersTo(String replica) {
        return redis.shared("config:answers:" + replica);
    }

    private Known unreachable(Throwable failure) {
        log.debug("The other replicas cannot be asked", failure);
        return new Known(
                redis.isConfigured()
                        ? "Redis does not answer, so the other replicas cannot be reached"
                        : "Redis is not configured (SCRY_REDIS_URL), so the other replicas cannot be reached",
                List.of());
    }

    /** Boundary: a message that nobody understands is one of another release. */
    private void received(String channel, String message) {
        try {
            if (channel.equals(requests)) {
                reload(json.readValue(message, Request.class));
            } else {
                Reply reply = json.readValue(message, Reply.class);
                PendingReplies waiting = pending.get(reply.id());
                if (waiting != null) {
                    waiting.add(reply.state());
                }
            }
        } catch (JacksonException e) {
            log.warn("A message of another replica cannot be read; is it of another release?", e);
        }
    }

    private void reload(Request request) {
        if (request.from().equals(self.value())) {
            return;
        }
        String actor = request.actor() == null ? request.from() : request.actor() + " at " + request.from();
        var _ = reloader.reload(new ReloadRequest(ReloadCause.CLUSTER, actor, request.isDryRun(), List.of()))
                .handle((outcome, _) -> state(outcome))
                .thenAccept(state -> {
                    if (presence != null) {
                        roll.enter();
                    }
                    String reply = json.writeValueAsString(new Reply(request.id(), state));
                    redis.tell(commands -> commands.publish(answersTo(request.from()), reply));
                });
    }

    private ReplicaState state(@Nullable ReloadOutcome outcome) {
        return outcome == null
                ? new ReplicaState(self.value(), "rejected", null, null, List.of())
                : new ReplicaState(
                        self.value(),
                        outcome.result().label(),
                        outcome.version(),
                        outcome.generation(),
                        outcome.errors());
    }

    @Override
    public void start() {
        if (redis.isConfigured()) {
            presence = Thread.ofPlatform().daemon().name("replica-roll").start(this::attend);
        }
    }

    private void attend() {
        CompletableFuture<?> listening = null;
        try {
            while (true) {
                if (listening == null || listening.isCompletedExceptionally()) {
                    listening = redis.listen(List.of(requests, answersTo(self.value())), this::received)
                            .toCompletableFuture();
                }
                roll.enter();
                Thread.sleep(Roll.INTERVAL);
            }
        } catch (InterruptedException e) {
            roll.leave();
        }
    }

    @Override
    public void stop() {
        Thread running = presence;
        presence = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return presence != null;
    }
}
