package io.scry.ingestor.pipeline;

import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.database.Change;
import io.scry.ingestor.database.Changes;
import io.scry.ingestor.events.Event;
import io.scry.ingestor.events.Outbox;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.records.Results;
import io.scry.ingestor.records.SourceInfo;
import io.scry.ingestor.records.State;
import io.scry.ingestor.records.SupersededException;
import io.scry.ingestor.work.ClaimedJob;
import io.scry.ingestor.work.JobQueue;
import io.scry.ingestor.work.JobSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends ingestions. Result, state and event are one transaction, guarded by the attempt's number, so that a worker that was
 * thought dead and comes back cannot end one twice.
 */
@Component
public class Finisher {

    private final Ingestions ingestions;
    private final Results results;
    private final Outbox outbox;
    private final JobQueue jobs;
    private final JobSignals signals;
    private final Changes changes;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final IngestionMeters meters;

    Finisher(
            Ingestions ingestions,
            Results results,
            Outbox outbox,
            JobQueue jobs,
            JobSignals signals,
            Changes changes,
            TransactionTemplate transaction,
            JsonMapper json,
            IngestionMeters meters) {
        this.ingestions = ingestions;
        this.results = results;
        this.outbox = outbox;
        this.jobs = jobs;
        this.signals = signals;
        this.changes = changes;
        this.transaction = transaction;
        this.json = json;
        this.meters = meters;
    }

    /**
     * The job goes with it.
     *
     * @throws SupersededException if another attempt has taken over, or it has ended
     */
    void succeed(
            ClaimedJob job,
            Ingestion running,
            SourceInfo source,
            Ingestion.Shape shape,
            Results.Writer data,
            Map<String, Object> metadata,
            Validation validation) {
        ObjectNode event = event(running, source, State.SUCCEEDED)
                .put("is_valid", validation.isValid())
                .put("config_version", String.valueOf(metadata.get("config_version")));
        // PostgreSQL makes the last of them first: nobody is to wait for the job's row while it waits for the event's
        // lock.
        List<Change> others = new ArrayList<>(List.of(jobs.removing(job)));
        outbox.adding(announcement(running, State.SUCCEEDED, event)).ifPresent(others::add);
        data.finishing().ifPresent(others::add);
        // The pieces are all there only now.
        Change success = ingestions.succeeding(
                running, source, shape, data.count(), json.valueToTree(metadata), json.valueToTree(validation));
        if (!changes.make(success, others)) {
            throw new SupersededException(running.id(), running.attempt());
        }
        meters.succeeded(running.adapter(), source.bytes());
        signals.ended(running.id());
    }

    void fail(Ingestion running, Problem problem, ObjectNode failure) {
        transaction.executeWithoutResult(status -> {
            // First the ingestion, as in a cancellation: in another order the two would wait for each other.
            ingestions.fail(running, problem.json(), failure);
            results.discard(running.id(), running.attempt());
            ObjectNode event = event(running, running.source(), State.FAILED);
            event.set("problem", problem.json());
            outbox.add(announcement(running, State.FAILED, event));
        });
        meters.failed(running.adapter(), problem);
        signals.ended(running.id());
    }

    /** Cancels an unfinished ingestion; empty if it had ended. */
    public Optional<Ingestion> cancel(UUID id) {
        Optional<Ingestion> cancelled = Optional.ofNullable(transaction.execute(status -> {
            Ingestion ended = ingestions.cancel(id).orElse(null);
            if (ended != null) {
                results.discard(id, ended.attempt());
                outbox.add(announcement(ended, State.CANCELLED, event(ended, ended.source(), State.CANCELLED)));
            }
            return ended;
        }));
        cancelled.ifPresent(ended -> {
            meters.cancelled(ended.adapter());
            signals.cancelled(id);
            signals.ended(id);
        });
        return cancelled;
    }

    private ObjectNode event(Ingestion ended, SourceInfo source, State state) {
        return json.createObjectNode()
                .put("ingestion_id", ended.id().toString())
                .put("source_id", ended.sourceId())
                .put("adapter_type", ended.adapter())
                .put("status", state.label())
                .put("correlation_id", ended.correlationId())
                .put("bytes", source.bytes())
                .put("sha256", source.sha256())
                .put("attempt", ended.attempt());
    }

    private static Event announcement(Ingestion ended, State state, ObjectNode data) {
        return new Event("io.scry.ingestion." + state.label(), ended.sourceId(), ended.id(), ended.traceparent(), data);
    }
}
