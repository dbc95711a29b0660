package io.scry.ingestor;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import org.springframework.core.env.Environment;

/**
 * The log for programs: one JSON object a line, whatever is in a message. What the thread was doing stands in
 * {@code context}.
 */
final class JsonLog implements StructuredLogFormatter<ILoggingEvent> {

    /** Where the name of the environment is found. */
    static final String ENVIRONMENT = "scry.environment";

    private static final String SERVICE = "scry_ingestor";
    private static final DateTimeFormatter TIMES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final String environment;
    private final ThrowableProxyConverter stacks;
    private final JsonWriter<ILoggingEvent> json;

    JsonLog(Environment environment, ThrowableProxyConverter stacks) {
        this.environment = environment.getProperty(ENVIRONMENT, "");
        this.stacks = stacks;
        this.json = JsonWriter.of(members -> {
            members.add("timestamp", event -> TIMES.format(Instant.ofEpochMilli(event.getTimeStamp())));
            members.add("level", event -> event.getLevel().toString());
            members.add("logger", ILoggingEvent::getLoggerName);
            members.add("message", ILoggingEvent::getFormattedMessage);
            members.add("context", this::context);
            members.add("exception", this::exception).whenNotNull();
        });
    }

    private Map<String, String> context(ILoggingEvent event) {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("service", SERVICE);
        context.put("environment", environment);
        context.put("thread", event.getThreadName());
        context.putAll(event.getMDCPropertyMap());
        return context;
    }

    private @Nullable String exception(ILoggingEvent event) {
        return event.getThrowableProxy() == null ? null : stacks.convert(event);
    }

    /** Some programs take U+2028 and U+2029, which JSON may have in texts, for ends of lines. */
    @Override
    public String format(ILoggingEvent event) {
        return json.writeToString(event).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + '\n';
    }
}
