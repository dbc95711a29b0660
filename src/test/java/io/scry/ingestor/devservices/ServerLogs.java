package io.scry.ingestor.devservices;

import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Keeps the servers that log into this JVM from drowning what the service says. */
final class ServerLogs {

    private static final List<String> LOGGERS =
            List.of("io.zonky.test", "kafka", "org.apache.kafka", "state.change.logger");

    private ServerLogs() {}

    /** Leaves warnings and errors, also after Spring Boot has set up logging anew. */
    static void quieten() {
        LoggingSystem system = LoggingSystem.get(ServerLogs.class.getClassLoader());
        for (String logger : LOGGERS) {
            System.setProperty("logging.level." + logger, "warn");
            system.setLogLevel(logger, LogLevel.WARN);
        }
    }
}
