package io.scry.ingestor.settings;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What each record of the log says about the work that its thread was doing. Whoever puts something there clears it. */
public final class LogContext {

    /** By which a request, and what comes of it, is found again. */
    public static final String CORRELATION_ID = "correlation_id";

    /** The trace that it belongs to (W3C Trace Context): its caller's, or one of its own. */
    public static final String TRACE_ID = "trace_id";

    /** The name of the key that a request came with, or that submitted the ingestion. */
    public static final String KEY = "key";

    /** Which ingestion it is about. */
    public static final String INGESTION_ID = "ingestion_id";

    /** Which worker is at it. */
    public static final String WORKER = "worker";

    private static final int TRACE_ID_AT = 3;
    private static final int TRACE_ID_LENGTH = 32;

    private LogContext() {}

    /** Adds a fact, if it is known. */
    public static void put(String name, @Nullable String value) {
        if (value != null) {
            MDC.put(name, value);
        }
    }

    /** Adds the trace of a well-formed {@code traceparent}, if there is one. */
    public static void putTrace(@Nullable String traceparent) {
        if (traceparent != null) {
            put(TRACE_ID, traceparent.substring(TRACE_ID_AT, TRACE_ID_AT + TRACE_ID_LENGTH));
        }
    }

    /** Forgets all of it. */
    public static void clear() {
        MDC.clear();
    }
}
