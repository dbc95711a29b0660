package io.scry.ingestor.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerGroup;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.stereotype.Component;

/** Sets the levels of loggers that differ after a change; one that has no level of its own any more inherits again. */
@Component
class LogLevels implements SettingsSubscriber {

    private final LoggingSystem logging;
    private final LoggerGroups groups;

    LogLevels(LoggingSystem logging, LoggerGroups groups) {
        this.logging = logging;
        this.groups = groups;
    }

    @Override
    public String name() {
        return "log levels";
    }

    @Override
    public Change prepare(Settings active, Settings next) {
        Map<String, String> before = levels(active);
        Map<String, String> after = levels(next);
        Map<String, @Nullable LogLevel> changed = new HashMap<>();
        before.keySet().stream()
                .filter(logger -> !after.containsKey(logger))
                .forEach(logger -> changed.put(logger, null));
        after.forEach((logger, level) -> {
            if (!Objects.equals(before.get(logger), level)) {
                changed.put(logger, LogLevel.valueOf(level));
            }
        });
        return () -> changed.forEach(this::set);
    }

    private static Map<String, String> levels(Settings settings) {
        ProcessSettings process = settings.get(ProcessSettings.class);
        Map<String, String> levels = new HashMap<>(process.logLevels());
        levels.put(LoggingSystem.ROOT_LOGGER_NAME, process.logLevel());
        return levels;
    }

    /** Boot lets some names stand for groups of loggers at its start. */
    private void set(String logger, @Nullable LogLevel level) {
        LoggerGroup group = groups.get(logger);
        if (group != null && group.hasMembers()) {
            group.getMembers().forEach(member -> logging.setLogLevel(member, level));
        } else {
            logging.setLogLevel(logger, level);
        }
    }
}
