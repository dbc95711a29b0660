package io.scry.ingestor.settings;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says what came of every attempt to reload, without any value. */
@Component
@Order(1)
class ReloadLog implements ReloadObserver {

    private static final Logger log = LoggerFactory.getLogger(ReloadLog.class);

    @Override
    public void attempted(ReloadAttempt attempt) {
        ReloadOutcome outcome = attempt.outcome();
        String by = by(attempt.request());
        switch (outcome.result()) {
            case CHANGED ->
                log.info(
                        "Configuration reload complete ({}, {} ms): version {}, before {}; generation {}; changed: {}",
                        by,
                        attempt.duration().toMillis(),
                        outcome.version(),
                        outcome.previousVersion(),
                        outcome.generation(),
                        String.join(", ", outcome.changedPaths()));
            case UNCHANGED ->
                log.info("Configuration reload complete ({}): nothing has changed, version {}", by, outcome.version());
            case CHECKED ->
                log.info(
                        "Configuration checked ({}): a reload would change {}",
                        by,
                        outcome.changed().isEmpty() ? "nothing" : String.join(", ", outcome.changedPaths()));
            case INVALID, REFUSED, OUTDATED, FAILED ->
                log.warn(
                        "Configuration reload {} ({}), version {} stays active:{}",
                        outcome.result().label(),
                        by,
                        outcome.version(),
                        outcome.errors().stream().map(error -> "\n  " + error).collect(Collectors.joining()));
        }
        outcome.warnings().forEach(warning -> log.warn("Configuration reload: {}", warning));
    }

    private static String by(ReloadRequest request) {
        @Nullable String actor = request.actor();
        return request.cause().label() + (actor == null ? "" : " by " + actor);
    }
}
