package io.scry.ingestor.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A step of a trace, from its beginning until it is closed; if nothing is traced, it only hands its parent on. */
public final class Step implements AutoCloseable {

    private static final String VERSION = "00";
    private static final int PARTS = 4;

    private final @Nullable Span span;
    private final @Nullable String parent;

    private Step(@Nullable Span span, @Nullable String parent) {
        this.span = span;
        this.parent = parent;
    }

    static Step untraced(@Nullable String parent) {
        return new Step(null, parent);
    }

    static Step begin(Tracer tracer, SpanKind kind, String name, @Nullable String parent) {
        SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind);
        SpanContext caller = parse(parent);
        builder.setParent(caller.isValid() ? Context.root().with(Span.wrap(caller)) : Context.root());
        return new Step(builder.startSpan(), parent);
    }

    private static SpanContext parse(@Nullable String traceparent) {
        String[] parts = traceparent == null ? new String[0] : traceparent.split("-", -1);
        return parts.length < PARTS
                ? SpanContext.getInvalid()
                : SpanContext.createFromRemoteParent(
                        parts[1], parts[2], TraceFlags.fromHex(parts[PARTS - 1], 0), TraceState.getDefault());
    }

    /** What its own parts have as their parent, as {@code traceparent} of W3C Trace Context; null if nothing is traced. */
    public @Nullable String traceparent() {
        if (span == null) {
            return parent;
        }
        SpanContext own = span.getSpanContext();
        return String.join(
                "-",
                VERSION,
                own.getTraceId(),
                own.getSpanId(),
                own.getTraceFlags().asHex());
    }

    /** Gives it a name that was not known at its beginning. */
    public void rename(String name) {
        if (span != null) {
            span.updateName(name);
        }
    }

    /** Adds a fact, none that is secret. */
    public Step put(String name, String value) {
        if (span != null) {
            span.setAttribute(name, value);
        }
        return this;
    }

    /** It did not do what it was to do. */
    public void fail(String why) {
        if (span != null) {
            span.setStatus(StatusCode.ERROR, why);
        }
    }

    @Override
    public void close() {
        if (span != null) {
            span.end();
        }
    }
}
