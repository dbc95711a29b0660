package io.scry.ingestor.submission;

import io.scry.ingestor.database.RequestPatience;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.records.State;
import io.scry.ingestor.web.BusinessThreads;
import io.scry.ingestor.web.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** What a submission is answered with, by what has become of it. */
@Component
class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    /** Beyond the caller's own patience: for a look at the database, and for a thread to write the answer. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Ingestions ingestions;
    private final BusinessThreads threads;
    private final ExecutorService answering;

    Answers(Ingestions ingestions, BusinessThreads threads, ExecutorService answering) {
        this.ingestions = ingestions;
        this.threads = threads;
        this.answering = answering;
    }

    /** Answers when a wait is over. What is accepted is never told anything else because of what goes wrong here. */
    DeferredResult<ResponseEntity<?>> after(
            CompletableFuture<Boolean> wait, UUID id, Preference preference, Consumer<Ingestion> outcome) {
        DeferredResult<ResponseEntity<?>> answer =
                new DeferredResult<>(preference.patience().plus(GRACE).toMillis());
        BusinessThreads.Permit permit = threads.permitFor(answer);
        answer.onTimeout(() -> {
            log.error("Ingestion {} has no answer in time; its wait is {}", id, wait.isDone() ? "over" : "not over");
            answer.setResult(accepted(id, State.QUEUED, preference));
        });
        var _ = wait.thenRunAsync(() -> give(answer, permit, id, preference, outcome), answering)
                .exceptionally(failure -> {
                    log.error("The answer for ingestion {} could not be given", id, failure);
                    return null;
                });
        return answer;
    }

    private void give(
            DeferredResult<ResponseEntity<?>> answer,
            BusinessThreads.Permit permit,
            UUID id,
            Preference preference,
            Consumer<Ingestion> outcome) {
        try {
            ResponseEntity<?> response = RequestPatience.onBehalfOfARequest(() -> to(id, preference, outcome));
            answer.setResult(permit.take(GRACE) ? response : withoutPayload(id, preference));
        } catch (DataAccessException e) {
            log.warn("What became of ingestion {} could not be looked up for who waits: {}", id, e.toString());
            answer.setResult(accepted(id, State.QUEUED, preference));
        } catch (ProblemException e) {
            answer.setErrorResult(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.setResult(accepted(id, State.QUEUED, preference));
        }
    }

    /** The answer that takes no time to write, for when every thread is taken: where to look. */
    private ResponseEntity<?> withoutPayload(UUID id, Preference preference) {
        State state = ingestions.find(id).map(Ingestion::status).orElse(State.QUEUED);
        return accepted(id, state, preference);
    }

    /** The answer to who has waited for as long as it wanted to. */
    private ResponseEntity<?> to(UUID id, Preference preference, Consumer<Ingestion> outcome) {
        Ingestion now = ingestions.find(id).orElse(null);
        if (now != null && !preference.patience().isPositive()) {
            return accepted(id, now.status(), preference);
        }
        if (now == null || now.status() == State.CANCELLED) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "cancelled",
                    "The ingestion was cancelled",
                    "Somebody cancelled ingestion " + id + " while this request waited for it.");
        }
        return switch (now.status()) {
            case SUCCEEDED -> head(HttpStatus.OK, id, preference).body(new Answer(now));
            case FAILED -> {
                outcome.accept(now);
                yield head(HttpStatus.valueOf(status(now)), id, preference)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(problem(now));
            }
            case QUEUED, RUNNING, CANCELLED -> accepted(id, now.status(), preference);
        };
    }

    private static int status(Ingestion failed) {
        int internal = HttpStatus.INTERNAL_SERVER_ERROR.value();
        return failed.problem() == null
                ? internal
                : failed.problem().path("status").asInt(internal);
    }

    static ResponseEntity<?> accepted(UUID id, State status, Preference preference) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("status", status.label());
        return head(HttpStatus.ACCEPTED, id, preference).body(body);
    }

    private static ResponseEntity.BodyBuilder head(HttpStatus status, UUID id, Preference preference) {
        ResponseEntity.BodyBuilder head = ResponseEntity.status(status).location(URI.create(IngestionView.PATH + id));
        return preference.applied() == null ? head : head.header("Preference-Applied", preference.applied());
    }

    private static Map<String, Object> problem(Ingestion failed) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (failed.problem() != null) {
            failed.problem().properties().forEach(entry -> body.put(entry.getKey(), entry.getValue()));
        }
        body.put("ingestion_id", failed.id());
        body.put("correlation_id", failed.correlationId());
        return body;
    }
}
