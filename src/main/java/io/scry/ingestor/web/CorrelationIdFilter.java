package io.scry.ingestor.web;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.scry.ingestor.settings.LogContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id by which it is found again: its own {@code X-Correlation-ID} if that is well-formed. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class CorrelationIdFilter extends OncePerRequestFilter {

    private static final String HEADER = "X-Correlation-ID";

    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(CorrelationId.NAME) == null) {
            String given = request.getHeader(HEADER);
            String id = given != null && CorrelationId.isWellFormed(given)
                    ? given
                    : ids.generate().toString();
            request.setAttribute(CorrelationId.NAME, id);
            response.setHeader(HEADER, id);
        }
        LogContext.put(LogContext.CORRELATION_ID, CorrelationId.of(request));
        LogContext.putTrace(CorrelationId.traceparent(request));
        try {
            chain.doFilter(request, response);
        } finally {
            LogContext.clear();
        }
    }
}
