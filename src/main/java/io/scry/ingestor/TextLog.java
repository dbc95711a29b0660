package io.scry.ingestor;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * The log for people. Every line of a record but the first begins with a bar, and no other control character is written as it
 * is: nothing in a message can pass for another record, or do anything to a terminal.
 */
final class TextLog implements StructuredLogFormatter<ILoggingEvent> {

    private static final DateTimeFormatter TIMES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());
    private static final Pattern LINE_ENDS = Pattern.compile("\\R(?=.)", Pattern.DOTALL);
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\u2028\u2029\\p{Cf}&&[^\n\t]]");
    private static final String NEXT_LINE = "\n    | ";

    private final ThrowableProxyConverter stacks;

    TextLog(ThrowableProxyConverter stacks) {
        this.stacks = stacks;
    }

    @Override
    public String format(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(event.getFormattedMessage());
        new TreeMap<>(event.getMDCPropertyMap())
                .forEach((name, value) ->
                        text.append(' ').append(name).append('=').append(value));
        if (event.getThrowableProxy() != null) {
            text.append('\n').append(stacks.convert(event).stripTrailing());
        }
        return "%s %-5s [%s] %s: %s%n"
                .formatted(
                        TIMES.format(Instant.ofEpochMilli(event.getTimeStamp())),
                        event.getLevel(),
                        oneRecord(event.getThreadName()),
                        event.getLoggerName(),
                        oneRecord(text.toString()));
    }

    private static String oneRecord(String text) {
        String lines = LINE_ENDS.matcher(text.stripTrailing()).replaceAll(NEXT_LINE);
        return CONTROLS.matcher(lines)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }
}
