package io.scry.ingestor.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.scry.ingestor.cluster.Progress;
import io.scry.ingestor.cluster.ProgressBoard;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.work.Presence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says who works on what, over all replicas, and how much waits. */
@RestController
@Tag(name = "ingestions")
class WorkersController {

    private static final int MOST_COUNTED = 10_000;

    private final Presence presence;
    private final Ingestions ingestions;
    private final ProgressBoard board;
    private final Access access;

    WorkersController(Presence presence, Ingestions ingestions, ProgressBoard board, Access access) {
        this.presence = presence;
        this.ingestions = ingestions;
        this.board = board;
        this.access = access;
    }

    /**
     * All of it.
     *
     * @param queued how many ingestions wait, counted up to 10,000
     */
    record Work(int queued, List<Worker> workers) {}

    /**
     * One worker, as its last heartbeat had it.
     *
     * @param ingestion what it works on; null if it does not work, and if the caller may not see that
     */
    record Worker(
            String name,
            String replica,
            OffsetDateTime since,
            OffsetDateTime heartbeat,
            boolean busy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            IngestionView ingestion) {}

    @Operation(summary = "Show the workers of all replicas, what each does, and how many ingestions wait")
    @GetMapping("/api/v1/workers")
    Work work(HttpServletRequest http) {
        String owner = access.onlyOwner(http);
        List<Presence.Worker> workers = presence.workers();
        List<UUID> jobs = workers.stream()
                .flatMap(worker -> Stream.ofNullable(worker.busy()))
                .toList();
        Map<UUID, Ingestion> running =
                ingestions.running(jobs).stream().collect(Collectors.toMap(Ingestion::id, Function.identity()));
        Map<UUID, Progress> progress = board.of(running.keySet());
        return new Work(
                ingestions.queued(MOST_COUNTED),
                workers.stream()
                        .map(worker -> worker(worker, owner, running, progress))
                        .toList());
    }

    private static Worker worker(
            Presence.Worker worker,
            @Nullable String owner,
            Map<UUID, Ingestion> running,
            Map<UUID, Progress> progress) {
        Ingestion job = worker.busy() == null ? null : running.get(worker.busy());
        return new Worker(
                worker.name(),
                worker.replica(),
                worker.since(),
                worker.heartbeat(),
                job != null,
                job == null || (owner != null && !owner.equals(job.owner()))
                        ? null
                        : IngestionView.of(job, progress.get(job.id())));
    }
}
