package io.scry.ingestor.submission;

import io.scry.ingestor.cluster.ProgressBoard;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.FeatureFlags;
import io.scry.ingestor.shutdown.ShutdownPhases;
import io.scry.ingestor.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells one caller what becomes of one ingestion, until it ends: an event whenever something has changed. */
@RestController
@Tag(name = "ingestions")
class EventStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration RECONNECT = Duration.ofSeconds(1);
    private static final int KEEP_ALIVE_EVERY = 15;
    /** Proxies of nginx's kind would collect events otherwise. */
    private static final String NO_BUFFERING = "X-Accel-Buffering";

    private final Access access;
    private final Ingestions ingestions;
    private final ProgressBoard board;
    private final Waiting waiting;
    private final ActiveSettings settings;
    private final ExecutorService streaming;
    private final AtomicInteger open = new AtomicInteger();
    private final CompletableFuture<Boolean> stopping = new CompletableFuture<>();
    private volatile boolean running;

    EventStreams(
            Access access,
            Ingestions ingestions,
            ProgressBoard board,
            Waiting waiting,
            ActiveSettings settings,
            ExecutorService streaming) {
        this.access = access;
        this.ingestions = ingestions;
        this.board = board;
        this.waiting = waiting;
        this.settings = settings;
        this.streaming = streaming;
    }

    @Operation(summary = "Follow an ingestion as server-sent events until it ends")
    @GetMapping(path = IngestionView.PATH + "{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> follow(HttpServletRequest http, @PathVariable UUID id) {
        access.find(http, id);
        if (!areOn()) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "feature-disabled",
                    "Event streams are switched off",
                    "Ask for the ingestion itself now and then (feature_flags.server_sent_events).");
        }
        if (open.incrementAndGet()
                > settings.current().get(IngestionSettings.class).maxStreams()) {
            open.decrementAndGet();
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "too-many-streams",
                            "Too many event streams are open",
                            "Ask for the ingestion itself now and then, or try again later.")
                    .retryAfter(10);
        }
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        streaming.execute(() -> tell(id, emitter));
        return ResponseEntity.ok().header(NO_BUFFERING, "no").body(emitter);
    }

    private boolean areOn() {
        return settings.current().get(FeatureFlags.class).serverSentEvents();
    }

    private void tell(UUID id, SseEmitter emitter) {
        try {
            tellUntilEnd(id, emitter);
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            log.debug("The reader of an event stream has gone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.complete();
        } catch (ExecutionException | RuntimeException e) {
            log.warn("An event stream ends early: {}", e.toString());
            emitter.completeWithError(e);
        } finally {
            open.decrementAndGet();
        }
    }

    private void tellUntilEnd(UUID id, SseEmitter emitter)
            throws IOException, InterruptedException, ExecutionException {
        IngestionView told = null;
        long until = System.nanoTime() + LONGEST.toNanos();
        for (int look = 1; System.nanoTime() < until && !stopping.isDone() && areOn(); look++) {
            var ended = waiting.ended(id, LOOK);
            Ingestion now = ingestions.find(id).orElse(null);
            if (now == null) {
                return;
            }
            IngestionView view = IngestionView.of(now, board);
            if (!view.equals(told)) {
                emitter.send(SseEmitter.event().name(now.status().label()).data(view, MediaType.APPLICATION_JSON));
                told = view;
            } else if (look % KEEP_ALIVE_EVERY == 0) {
                emitter.send(SseEmitter.event().comment("still " + now.status().label()));
            }
            if (now.status().isFinal()) {
                return;
            }
            CompletableFuture.anyOf(ended, stopping).get();
        }
        emitter.send(SseEmitter.event()
                .name("goodbye")
                .reconnectTime(RECONNECT.toMillis())
                .data(Map.of("detail", "This stream ends here, the ingestion does not. Connect again to follow it.")));
    }

    @Override
    public void start() {
        running = true;
    }

    /** All streams are told, and end. */
    @Override
    public void stop() {
        running = false;
        stopping.complete(true);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return ShutdownPhases.STREAMS;
    }
}
