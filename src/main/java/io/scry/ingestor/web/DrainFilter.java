package io.scry.ingestor.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.scry.ingestor.shutdown.InFlight;
import io.scry.ingestor.shutdown.Traffic;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts the business requests in flight, sends clients elsewhere when this replica stops, and refuses them in the end. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class DrainFilter extends OncePerRequestFilter {

    private static final String COUNTED = DrainFilter.class.getName() + ".counted";
    private static final String RETRY_AFTER_SECONDS = "2";

    private final Traffic traffic;
    private final Problems problems;

    DrainFilter(Traffic traffic, Problems problems, MeterRegistry meters) {
        this.traffic = traffic;
        this.problems = problems;
        Gauge.builder("scry_ingestor_requests_in_flight", traffic, Traffic::count)
                .description("Business requests that are not answered yet, with or without a thread")
                .register(meters);
    }

    /** An answer that was waited for is written in a dispatch of its own. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        sendElsewhere(response);
        if (Routes.isOperation(request)) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getAttribute(COUNTED) instanceof InFlight counted) {
            counted.runs();
            chain.doFilter(request, response);
            writeAll(request, response);
            return;
        }
        InFlight entered = traffic.enter(request.getMethod() + " " + request.getRequestURI());
        if (entered == null) {
            refuse(request, response);
        } else {
            request.setAttribute(COUNTED, entered);
            serve(request, response, chain, entered);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain, InFlight entered)
            throws ServletException, IOException {
        boolean isAnswered = true;
        try {
            chain.doFilter(request, response);
            writeAll(request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new OnCompletion(entered));
                entered.waits();
                isAnswered = false;
            }
        } finally {
            if (isAnswered) {
                traffic.leave(entered);
            }
        }
    }

    private void sendElsewhere(HttpServletResponse response) {
        if (traffic.isDraining() && !response.isCommitted()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    /** A request counts as answered when its answer is on its way, not when it lies in a buffer. */
    private void writeAll(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (traffic.isDraining() && !request.isAsyncStarted()) {
            sendElsewhere(response);
            response.flushBuffer();
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        response.setHeader(HttpHeaders.CONNECTION, "close");
        problems.send(
                request,
                response,
                Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "shutting-down",
                        "This replica is shutting down",
                        "Nothing was done. Send the request again, on a new connection: it then reaches another replica, or"
                                + " this one when it is back."));
        response.flushBuffer();
        UnreadBodies.leave(request);
    }

    /** Completion comes once, whatever comes before it. */
    private final class OnCompletion implements AsyncListener {

        private final InFlight request;

        private OnCompletion(InFlight request) {
            this.request = request;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            traffic.leave(request);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}
    }
}
