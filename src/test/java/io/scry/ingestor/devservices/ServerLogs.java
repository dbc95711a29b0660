package io.scry.ingestor.devservices;

import java.util.Map;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Keeps the servers that log into this JVM from drowning what the service says. */
final class ServerLogs {

    // Kafka's controller warns at every start.
    private static final Map<String, LogLevel> LEVELS = Map.of(
            "io.zonky.test", LogLevel.WARN,
            "kafka", LogLevel.WARN,
            "org.apache.kafka", LogLevel.WARN,
            "org.apache.kafka.controller", LogLevel.ERROR,
            "state.change.logger", LogLevel.WARN);

    private ServerLogs() {}

    /** Leaves warnings and errors, also after Spring Boot has set up logging anew. */
    static void quieten() {
        LoggingSystem system = LoggingSystem.get(ServerLogs.class.getClassLoader());
        LEVELS.forEach((logger, level) -> {
            System.setProperty("logging.level." + logger, level.name());
            system.setLogLevel(logger, level);
        });
    }

    /** Leaves nothing of PostgreSQL's until {@link #quieten}. */
    static void silence() {
        LoggingSystem.get(ServerLogs.class.getClassLoader()).setLogLevel("io.zonky.test", LogLevel.OFF);
    }
}
