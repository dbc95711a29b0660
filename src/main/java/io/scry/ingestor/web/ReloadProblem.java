package io.scry.ingestor.web;

import io.scry.ingestor.settings.ReloadOutcome;
import io.scry.ingestor.settings.SettingsError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** Why a reload changed nothing, as a problem. */
final class ReloadProblem {

    private ReloadProblem() {}

    static ProblemException of(ReloadOutcome outcome) {
        String unchanged = " Nothing was changed; the version %s stays active.".formatted(outcome.version());
        ProblemException problem = switch (outcome.result()) {
            case INVALID ->
                ProblemException.unprocessable(
                        "invalid-configuration",
                        "The configuration is not valid",
                        "The files, or the environment's variables, have errors." + unchanged);
            case REFUSED ->
                ProblemException.unprocessable(
                        "configuration-refused",
                        "The configuration cannot take effect",
                        messages(outcome) + "." + unchanged);
            case OUTDATED ->
                new ProblemException(
                        HttpStatus.PRECONDITION_FAILED,
                        "configuration-has-changed",
                        "Another configuration is active",
                        "None of the versions in If-Match is active." + unchanged);
            case FAILED, CHANGED, UNCHANGED, CHECKED ->
                new ProblemException(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal-error",
                        "The service failed",
                        messages(outcome) + "." + unchanged);
        };
        return problem.errors(
                outcome.errors().stream().map(ReloadProblem::entry).toList());
    }

    private static String messages(ReloadOutcome outcome) {
        return outcome.errors().stream().map(SettingsError::message).collect(Collectors.joining("; "));
    }

    private static Map<String, Object> entry(SettingsError error) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("path", error.path());
        entry.put("message", error.message());
        if (error.file() != null) {
            entry.put("file", error.file());
        }
        if (error.line() > 0) {
            entry.put("line", error.line());
            entry.put("column", error.column());
        }
        return entry;
    }
}
