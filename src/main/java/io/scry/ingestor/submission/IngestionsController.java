package io.scry.ingestor.submission;

import io.scry.ingestor.cluster.ProgressBoard;
import io.scry.ingestor.pipeline.Finisher;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.records.Sources;
import io.scry.ingestor.records.State;
import io.scry.ingestor.web.ProblemException;
import io.scry.ingestor.work.JobQueue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows ingestions, and changes what may be changed about them. */
@RestController
@RequestMapping("/api/v1/ingestions")
@Tag(name = "ingestions")
class IngestionsController {

    private static final int PAGE = 50;
    private static final int MOST = 500;

    private final Ingestions ingestions;
    private final Sources sources;
    private final Finisher finisher;
    private final JobQueue jobs;
    private final ProgressBoard board;
    private final TransactionTemplate transaction;
    private final Access access;

    IngestionsController(
            Ingestions ingestions,
            Sources sources,
            Finisher finisher,
            JobQueue jobs,
            ProgressBoard board,
            TransactionTemplate transaction,
            Access access) {
        this.ingestions = ingestions;
        this.sources = sources;
        this.finisher = finisher;
        this.jobs = jobs;
        this.board = board;
        this.transaction = transaction;
        this.access = access;
    }

    /**
     * A page of ingestions, newest first.
     *
     * @param nextCursor what to send as {@code cursor} for the next page; null on the last one
     */
    record Page(List<IngestionView> items, @Nullable String nextCursor) {}

    @Operation(summary = "List ingestions, newest first")
    @GetMapping
    Page list(
            HttpServletRequest http,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String adapter,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(defaultValue = "" + PAGE) int limit) {
        if (limit < 1 || limit > MOST) {
            throw IngestRequest.invalid("limit", "is a number from 1 to " + MOST);
        }
        if (adapter != null && !adapter.matches("[a-z0-9_]{1,64}")) {
            throw IngestRequest.invalid("adapter", "is the name of an adapter");
        }
        Ingestions.Filter filter = new Ingestions.Filter(access.onlyOwner(http), state(status), adapter);
        List<Ingestion> page = ingestions.page(filter, cursor, limit + 1);
        boolean more = page.size() > limit;
        List<Ingestion> shown = more ? page.subList(0, limit) : page;
        return new Page(
                shown.stream().map(IngestionView::of).toList(),
                more ? shown.getLast().id().toString() : null);
    }

    private static @Nullable State state(@Nullable String status) {
        try {
            return status == null ? null : State.of(status);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    "invalid-request", "The request is not well-formed", e.getMessage() + ".");
        }
    }

    @Operation(summary = "Show one ingestion")
    @GetMapping("/{id}")
    IngestionView show(HttpServletRequest http, @PathVariable UUID id) {
        Ingestion ingestion = access.find(http, id);
        return IngestionView.of(ingestion, board);
    }

    @Operation(summary = "Queue a failed ingestion again")
    @PostMapping("/{id}/retry")
    ResponseEntity<IngestionView> retry(HttpServletRequest http, @PathVariable UUID id) {
        Ingestion failed = access.find(http, id);
        if (failed.status() == State.FAILED && !sources.isKept(failed)) {
            throw conflict("its source is not kept any more");
        }
        if (isQuarantined(failed) && access.onlyOwner(http) != null) {
            throw conflict("it is quarantined, since its document has twice had to be stopped; an admin can retry it");
        }
        boolean queued = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean moved =
                    ingestions.retry(id).map(attempt -> jobs.add(id, attempt)).orElse(false);
            if (!moved) {
                status.setRollbackOnly();
            }
            return moved;
        }));
        if (!queued) {
            throw conflict("it is " + access.find(http, id).status().label() + "; only a failed one can be retried");
        }
        return ResponseEntity.accepted().body(IngestionView.of(access.find(http, id)));
    }

    private static boolean isQuarantined(Ingestion failed) {
        return failed.problem() != null
                && failed.problem().path("type").asString("").endsWith(":quarantined");
    }

    @Operation(summary = "Cancel an unfinished ingestion")
    @PostMapping("/{id}/cancel")
    IngestionView cancel(HttpServletRequest http, @PathVariable UUID id) {
        access.find(http, id);
        return finisher.cancel(id).map(IngestionView::of).orElseThrow(() -> conflict("it has ended already"));
    }

    @Operation(summary = "Delete an ended ingestion with its data")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(HttpServletRequest http, @PathVariable UUID id) {
        access.find(http, id);
        if (!ingestions.delete(id)) {
            throw conflict("it has not ended; cancel it first");
        }
        return ResponseEntity.noContent().build();
    }

    private static ProblemException conflict(String reason) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "wrong-state",
                "The ingestion is not in a state for that",
                "Not possible: " + reason + ".");
    }
}
