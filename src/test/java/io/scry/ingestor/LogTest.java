package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.scry.ingestor.settings.LogContext;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the log is written: a record stays one record, whatever is in it. */
class LogTest {

    private static final String FORGED = "2026-01-01T00:00:00.000Z INFO  [main] a.B: all is well";

    private final ThrowableProxyConverter stacks = new ThrowableProxyConverter();
    private final Logger logger = new LoggerContext().getLogger("a.B");

    @BeforeEach
    void start() {
        stacks.setContext(logger.getLoggerContext());
        stacks.start();
    }

    private LoggingEvent event(String message, @Nullable Throwable failure, Map<String, String> context) {
        LoggingEvent event = new LoggingEvent("caller", logger, Level.WARN, message, failure, null);
        event.setInstant(Instant.parse("2026-03-01T10:11:12.345678Z"));
        event.setThreadName("worker\n1");
        event.setMDCPropertyMap(context);
        return event;
    }

    private StructuredLogFormatter<ch.qos.logback.classic.spi.ILoggingEvent> json() {
        return new JsonLog(new MockEnvironment().withProperty(JsonLog.ENVIRONMENT, "production"), stacks);
    }

    @Test
    void writesOneJsonObject() {
        String line = json().format(event(
                "a \"message\"",
                new IllegalStateException("broken"),
                Map.of(LogContext.CORRELATION_ID, "c-1", LogContext.KEY, "ann")));
        assertThat(line).endsWith("}\n").hasLineCount(1);
        JsonNode record = JsonMapper.shared().readTree(line);
        assertThat(record.path("timestamp").asString()).isEqualTo("2026-03-01T10:11:12.345Z");
        assertThat(record.path("level").asString()).isEqualTo("WARN");
        assertThat(record.path("logger").asString()).isEqualTo("a.B");
        assertThat(record.path("message").asString()).isEqualTo("a \"message\"");
        assertThat(record.path("context").path("service").asString()).isEqualTo("scry_ingestor");
        assertThat(record.path("context").path("environment").asString()).isEqualTo("production");
        assertThat(record.path("context").path("correlation_id").asString()).isEqualTo("c-1");
        assertThat(record.path("context").path("key").asString()).isEqualTo("ann");
        assertThat(record.path("exception").asString())
                .startsWith("java.lang.IllegalStateException: broken\n")
                .contains("\tat io.scry.ingestor.LogTest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000b", "\f", "\u0000", "\u001b[2J", "\u202e"
            })
    void keepsARecordOneWhateverIsInIt(String control) {
        String attack = "a" + control + FORGED;
        LoggingEvent event = event(attack, new IllegalStateException(attack), Map.of("key", attack));

        String json = json().format(event);
        assertThat(json.stripTrailing()).doesNotContainPattern("[\\p{Cc}\\x{2028}\\x{2029}]");
        assertThat(JsonMapper.shared().readTree(json).path("message").asString())
                .isEqualTo(attack);

        String text = new TextLog(stacks).format(event);
        assertThat(text).endsWith("\n").doesNotContainPattern("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}&&[^\\n\\t]]");
        assertThat(text.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    | "));
        assertThat(text.lines().findFirst().orElseThrow()).contains(" WARN  [worker");
    }

    @Test
    void writesTextForPeople() {
        String text = new TextLog(stacks).format(event("two\n  lines", null, Map.of("key", "ann", "worker", "w")));
        assertThat(text.replaceFirst("^\\S+ ", ""))
                .isEqualTo("WARN  [worker\n    | 1] a.B: two\n    |   lines key=ann worker=w\n");
    }
}
