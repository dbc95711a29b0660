package io.scry.ingestor.web;

import io.scry.ingestor.settings.HistoryEntry;
import io.scry.ingestor.settings.OtherReplicas;
import io.scry.ingestor.settings.ReloadCause;
import io.scry.ingestor.settings.ReloadHistory;
import io.scry.ingestor.settings.ReloadOutcome;
import io.scry.ingestor.settings.ReloadRejectedException;
import io.scry.ingestor.settings.ReloadRequest;
import io.scry.ingestor.settings.ReloadableSettings;
import io.scry.ingestor.settings.Reloader;
import io.scry.ingestor.settings.ReplicaName;
import io.scry.ingestor.settings.ReplicaState;
import io.scry.ingestor.settings.SettingsView;
import io.scry.ingestor.settings.Snapshot;
import io.scry.ingestor.shutdown.Traffic;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the settings that are active, and reads them again. */
@RestController
@RequestMapping("/api/v1/config")
@Tag(name = "configuration")
class ConfigController {

    private static final int MOST = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReloadableSettings settings;
    private final Reloader reloader;
    private final ReloadHistory history;
    private final OtherReplicas others;
    private final ReplicaName self;
    private final Traffic traffic;

    ConfigController(
            ReloadableSettings settings,
            Reloader reloader,
            ReloadHistory history,
            OtherReplicas others,
            ReplicaName self,
            Traffic traffic) {
        this.settings = settings;
        this.reloader = reloader;
        this.history = history;
        this.others = others;
        this.self = self;
        this.traffic = traffic;
    }

    /** What is active. */
    record Active(
            String version,
            long generation,
            Instant since,
            Map<String, @Nullable Object> settings,
            Map<String, @Nullable Object> adapters,
            ClusterView cluster) {}

    @Operation(summary = "Show the active settings, secrets hidden, and which version each replica has active")
    @GetMapping
    CompletableFuture<ResponseEntity<Active>> active() {
        Snapshot snapshot = settings.snapshot();
        return others.versions().thenApply(known -> active(snapshot, known));
    }

    private ResponseEntity<Active> active(Snapshot snapshot, OtherReplicas.Known known) {
        SettingsView view = snapshot.settings().view();
        String version = snapshot.settings().version();
        ReplicaState state = new ReplicaState(self.value(), null, version, snapshot.generation(), List.of());
        return ResponseEntity.ok()
                .eTag(version)
                .body(new Active(
                        version,
                        snapshot.generation(),
                        snapshot.since(),
                        view.settings(),
                        view.adapters(),
                        ClusterView.of(state, known)));
    }

    /**
     * A page of the history, newest first.
     *
     * @param nextCursor what to send as {@code cursor} for the next page; null on the last one
     */
    record Page(List<HistoryEntry> items, @Nullable String nextCursor) {}

    @Operation(summary = "List the attempts to reload, on all replicas, newest first")
    @GetMapping("/history")
    Page history(@RequestParam(required = false) @Nullable UUID cursor, @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.badRequest(
                    "invalid-request", "The request is not well-formed", "'limit' is a number from 1 to " + MOST + ".");
        }
        List<HistoryEntry> found = history.page(cursor, limit + 1);
        boolean isLast = found.size() <= limit;
        return isLast
                ? new Page(found, null)
                : new Page(found.subList(0, limit), found.get(limit - 1).id().toString());
    }

    @Operation(summary = "Read the settings again, and make them hold if they are valid")
    @PostMapping("/reload")
    CompletableFuture<ResponseEntity<ReloadAnswer>> reload(
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "local") String scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Principal caller) {
        boolean isCluster = isCluster(scope);
        if (traffic.isDraining()) {
            throw unavailable("shutting-down", "This replica is shutting down", "Nothing was done.");
        }
        ReloadRequest request = new ReloadRequest(ReloadCause.API, caller.getName(), dryRun, versions(ifMatch));
        return reloader.reload(request)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handle(ConfigController::successful)
                .thenCompose(outcome -> isCluster
                        ? others.reload(request).thenApply(known -> ReloadAnswer.of(outcome, cluster(outcome, known)))
                        : CompletableFuture.completedFuture(ReloadAnswer.of(outcome, null)))
                .thenApply(answer -> ResponseEntity.ok().eTag(answer.version()).body(answer));
    }

    private static boolean isCluster(String scope) {
        return switch (scope) {
            case "local" -> false;
            case "cluster" -> true;
            default ->
                throw ProblemException.badRequest(
                        "invalid-request", "The request is not well-formed", "'scope' is local or cluster.");
        };
    }

    private ClusterView cluster(ReloadOutcome outcome, OtherReplicas.Known known) {
        ReplicaState state = new ReplicaState(
                self.value(), outcome.result().label(), outcome.version(), outcome.generation(), List.of());
        return ClusterView.of(state, known);
    }

    /** A weak tag matches nothing (RFC 9110, 13.1.1). */
    private static List<String> versions(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return List.of();
        }
        List<ETag> tags = ETag.parse(ifMatch);
        if (tags.isEmpty()) {
            throw ProblemException.badRequest(
                    "invalid-request",
                    "The request is not well-formed",
                    "If-Match takes versions in double quotes, or *.");
        }
        return tags.stream().map(tag -> tag.weak() ? "" : tag.tag()).toList();
    }

    private static ReloadOutcome successful(@Nullable ReloadOutcome outcome, @Nullable Throwable failure) {
        if (outcome == null) {
            throw unanswered(failure);
        }
        if (!outcome.result().isSuccess()) {
            throw ReloadProblem.of(outcome);
        }
        return outcome;
    }

    private static RuntimeException unanswered(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return switch (cause) {
            case ReloadRejectedException rejected ->
                unavailable("reload-not-possible", "The settings cannot be reloaded now", rejected.getMessage());
            case TimeoutException _ ->
                unavailable(
                        "reload-takes-long",
                        "The settings are not reloaded yet",
                        "The reload has not come to its end within " + PATIENCE.toSeconds()
                                + " s; it may do so later. GET /api/v1/config shows what is active.");
            case null, default -> new IllegalStateException("A reload has no other end", failure);
        };
    }

    private static ProblemException unavailable(String name, String title, @Nullable String detail) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, name, title, String.valueOf(detail)).retryAfter(2);
    }
}
