package io.scry.ingestor.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** The id by which a request is found again in answers, logs and events. */
public final class CorrelationId {

    /** The name under which it stands in JSON, in the log's context, and at the request. */
    static final String NAME = "correlation_id";

    private static final Pattern WELL_FORMED = Pattern.compile("[\\w.:@/+=-]{1,128}");

    private CorrelationId() {}

    /** Whether a caller's own id can be taken over as it is. */
    public static boolean isWellFormed(String id) {
        return WELL_FORMED.matcher(id).matches();
    }

    /** The id of a request; every one has one. */
    public static String of(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(NAME));
    }
}
