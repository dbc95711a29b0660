package io.scry.ingestor.web;

import io.scry.ingestor.settings.LogContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id by which a request is found again in answers, logs and events. */
public final class CorrelationId {

    /** The name under which it stands in JSON, in the log's context, and at the request. */
    static final String NAME = LogContext.CORRELATION_ID;

    private static final Pattern WELL_FORMED = Pattern.compile("[\\w.:@/+=-]{1,128}");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final String TRACE = "traceparent";

    private CorrelationId() {}

    /** Whether a caller's own id can be taken over as it is. */
    public static boolean isWellFormed(String id) {
        return WELL_FORMED.matcher(id).matches();
    }

    /** The id of a request; every one has one. */
    public static String of(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(NAME));
    }

    /** Says of which step of a trace, from now on, what comes of the request is a part. */
    static void belongsTo(HttpServletRequest request, @Nullable String traceparent) {
        request.setAttribute(TRACE, traceparent);
    }

    /** The trace that a request belongs to (W3C Trace Context); null if it has none that is well-formed. */
    public static @Nullable String traceparent(HttpServletRequest request) {
        if (request.getAttribute(TRACE) instanceof String own) {
            return own;
        }
        String value = request.getHeader(TRACE);
        return value != null && TRACEPARENT.matcher(value).matches() ? value : null;
    }
}
