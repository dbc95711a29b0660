package io.scry.ingestor.settings;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns the process as a whole, at the top level of the settings files.
 *
 * @param logLevel of everything that has no level of its own: TRACE, DEBUG, INFO, WARN or ERROR
 * @param logLevels levels of single loggers, by their name
 * @param logFormat how the log is written
 * @param roles what this replica does: {@code api} serves requests, {@code worker} reads documents
 */
public record ProcessSettings(
        @DefaultValue("INFO") @Pattern(regexp = "TRACE|DEBUG|INFO|WARN|ERROR")
        String logLevel,

        @DefaultValue Map<String, @Pattern(regexp = "TRACE|DEBUG|INFO|WARN|ERROR") String> logLevels,

        @RestartOnly @DefaultValue("json") LogFormat logFormat,

        @RestartOnly(inVersion = false) @DefaultValue({"api", "worker"}) @NotEmpty
        List<@Pattern(regexp = "api|worker") String> roles) {

    /** How the log is written. */
    public enum LogFormat {
        /** One JSON object a line, for programs. */
        JSON,
        /** For people. */
        TEXT
    }

    /** Refuses a second level for everything. */
    public ProcessSettings {
        if (logLevels.keySet().stream().anyMatch("root"::equalsIgnoreCase)) {
            throw new IllegalArgumentException("log_levels must not name root: log_level is its level");
        }
    }

    /** Whether this replica serves business requests. */
    public boolean isApi() {
        return roles.contains("api");
    }

    /** Whether this replica reads documents. */
    public boolean isWorker() {
        return roles.contains("worker");
    }
}
