package io.scry.ingestor.web;

import io.opentelemetry.api.trace.SpanKind;
import io.scry.ingestor.settings.LogContext;
import io.scry.ingestor.tracing.Step;
import io.scry.ingestor.tracing.Traces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Makes each business request a step of its caller's trace, or of a new one; the names are those of OpenTelemetry. The trace
 * of a caller without a known key is not followed: its flag could have everything exported.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 6)
class TraceFilter extends OncePerRequestFilter {

    private static final String STEP = TraceFilter.class.getName();

    private final Traces traces;
    private final ApiKeys keys;

    TraceFilter(Traces traces, ApiKeys keys) {
        this.traces = traces;
        this.keys = keys;
    }

    /** It goes on while an answer is waited for. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Routes.isOperation(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Step step = request.getAttribute(STEP) instanceof Step begun ? begun : begin(request);
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            step.fail(e.getClass().getSimpleName());
            throw e;
        } finally {
            if (!request.isAsyncStarted()) {
                end(step, request, response);
            }
        }
    }

    private Step begin(HttpServletRequest request) {
        String parent = CorrelationId.traceparent(request);
        boolean isTrusted = parent != null && keys.holderOf(request) != null;
        Step step = traces.begin(SpanKind.SERVER, "HTTP", isTrusted ? parent : null)
                .put("http.request.method", request.getMethod())
                .put("url.path", request.getRequestURI())
                .put(LogContext.CORRELATION_ID, CorrelationId.of(request));
        request.setAttribute(STEP, step);
        CorrelationId.belongsTo(request, step.traceparent());
        LogContext.putTrace(step.traceparent());
        return step;
    }

    private static void end(Step step, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
            step.rename(request.getMethod() + " " + route);
            step.put("http.route", route);
        }
        step.put("http.response.status_code", Integer.toString(response.getStatus()));
        if (response.getStatus() >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            step.fail("The answer was " + response.getStatus());
        }
        step.close();
    }
}
