package io.scry.ingestor.submission;

import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.records.State;
import io.scry.ingestor.web.ProblemException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What a submission is answered with, by what has become of it. */
@Component
class Answers {

    private final Ingestions ingestions;

    Answers(Ingestions ingestions) {
        this.ingestions = ingestions;
    }

    /** The answer to who has waited for as long as it wanted to. */
    ResponseEntity<?> to(UUID id, Preference preference) {
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
            case FAILED ->
                head(HttpStatus.valueOf(status(now)), id, preference)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(problem(now));
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
