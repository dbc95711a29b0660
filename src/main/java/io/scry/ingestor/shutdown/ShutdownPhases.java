package io.scry.ingestor.shutdown;

import org.springframework.context.SmartLifecycle;

/**
 * In which order things stop, each a phase of {@link SmartLifecycle#getPhase()}, higher ones first. What has the default
 * phase stops with the first of them; Boot's web server stands below all, so that probes and metrics are answered to the
 * end.
 */
public final class ShutdownPhases {

    /** Not ready any more; requests that still come are served, each answer closing its connection. */
    public static final int ACCEPTING = SmartLifecycle.DEFAULT_PHASE;

    /** From here on business routes answer 503. */
    public static final int REFUSING = ACCEPTING - 10;

    /** Streams without an end of their own are told, and end. */
    public static final int STREAMS = REFUSING - 10;

    /** Requests in flight get their time. */
    public static final int REQUESTS = STREAMS - 10;

    /** Requests that still wait for an ingestion are told where to look for it later. */
    public static final int WAITS = REQUESTS - 10;

    /** Those last answers are written. */
    public static final int LAST_ANSWERS = WAITS - 10;

    /** Running jobs get their time; what is left goes back to the queue. */
    public static final int WORKERS = LAST_ANSWERS - 10;

    /** Handlers that were registered run, last in first out. */
    public static final int HANDLERS = WORKERS - 10;

    /** Components are checked no more: connections that close now would be reported as broken. */
    public static final int CHECKS = HANDLERS - 10;

    /** What is decided is told to Kafka, and processes stop talking to each other. */
    public static final int MESSAGES = CHECKS - 10;

    /** Connections to Redis and PostgreSQL close. */
    public static final int CONNECTIONS = MESSAGES - 10;

    private ShutdownPhases() {}
}
