package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.scry.ingestor.harness.ChangingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;

/** Levels of the loggers of this JVM. */
class LogLevelsTest {

    private static final LoggerContext LOGGERS = (LoggerContext) LoggerFactory.getILoggerFactory();

    @TempDir
    private Path directory;

    private final Level root =
            LOGGERS.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getLevel();

    @AfterEach
    void putBack() {
        LOGGERS.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(root);
    }

    @Test
    void followTheSettingsUntilTheyInheritAgain() throws Exception {
        Logger one = LOGGERS.getLogger("levels.one");
        Logger below = LOGGERS.getLogger("levels.one.below");
        Logger member = LOGGERS.getLogger("levels.member");
        LogLevels levels = new LogLevels(
                LoggingSystem.get(LogLevelsTest.class.getClassLoader()),
                new LoggerGroups(Map.of("together", List.of("levels.member"))));
        ChangingSettings settings = new ChangingSettings(directory, Map.of(), new Section<>("", ProcessSettings.class));

        levels(settings, levels, "WARN", "levels.one: DEBUG", "together: ERROR");
        assertThat(below.getEffectiveLevel()).isEqualTo(Level.DEBUG);
        assertThat(member.getEffectiveLevel()).isEqualTo(Level.ERROR);
        assertThat(LOGGERS.getLogger("levels.other").getEffectiveLevel()).isEqualTo(Level.WARN);

        levels(settings, levels, "ERROR", "levels.one: TRACE");
        assertThat(one.getEffectiveLevel()).isEqualTo(Level.TRACE);
        assertThat(member.getLevel()).isNull();
        assertThat(member.getEffectiveLevel()).isEqualTo(Level.ERROR);

        levels(settings, levels, "INFO");
        assertThat(one.getLevel()).isNull();
        assertThat(below.getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    private void levels(ChangingSettings settings, LogLevels levels, String root, String... loggers) throws Exception {
        Files.writeString(
                directory.resolve("settings.base.yaml"),
                "log_level: " + root + "\nlog_levels: {" + String.join(", ", loggers) + "}\n");
        settings.change(Map.of(), levels);
    }

    @Test
    void refuseASecondLevelForTheRoot() {
        assertThatThrownBy(() -> new ProcessSettings(
                        "INFO", Map.of("ROOT", "DEBUG"), ProcessSettings.LogFormat.TEXT, List.of("api")))
                .hasMessage("log_levels must not name root: log_level is its level");
    }
}
