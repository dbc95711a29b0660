package io.scry.ingestor.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.scry.ingestor.settings.ActiveSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps threads free for probes: of the web server's threads, business gets {@code server.threads} to work and as many to
 * wait for one of those, and is told to come back when these are taken too. The rest is for operators alone.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
public class BusinessThreads extends OncePerRequestFilter {

    /** Of the web server's threads, those that no business request ever holds. */
    static final int RESERVED = 16;

    /** The part of the threads that may serve what is open to everybody, whose clients nobody knows. */
    private static final int OPEN_SHARE = 4;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final int most;
    private final Semaphore admitted;
    private final Semaphore working;
    private final Semaphore open;
    private final Problems problems;
    private final Counter refused;

    BusinessThreads(ActiveSettings settings, Problems problems, MeterRegistry meters) {
        this.most = settings.current().get(ServerSettings.class).threads();
        this.admitted = new Semaphore(2 * most);
        this.working = new Semaphore(most, true);
        this.open = new Semaphore(Math.max(1, most / OPEN_SHARE));
        this.problems = problems;
        this.refused = Counter.builder("scry_ingestor_requests_refused")
                .description("Business requests that found every thread taken")
                .register(meters);
        Gauge.builder("scry_ingestor_requests_working", this, BusinessThreads::working)
                .description("Business requests that hold a thread now")
                .register(meters);
    }

    int working() {
        return most - working.availablePermits();
    }

    int most() {
        return most;
    }

    /** The rest of a body may have to be read after the answer. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Routes.isOperation(request);
    }

    /**
     * A permit for the thread that writes an answer which was waited for: it is written in a dispatch of its own, which is
     * never refused, since its ingestion is accepted. So whoever lets it be written takes a permit first.
     */
    public Permit permitFor(DeferredResult<?> answer) {
        Permit permit = new Permit(working);
        answer.onCompletion(permit::giveBack);
        return permit;
    }

    /** One thread's permit, given back when the answer is complete. */
    public static final class Permit {

        private final Semaphore permits;
        private boolean taken;
        private boolean givenBack;

        private Permit(Semaphore permits) {
            this.permits = permits;
        }

        /**
         * Waits until there is a permit.
         *
         * @return false if there was none for so long; an answer that takes no time to write can be given without
         */
        public boolean take(Duration patience) throws InterruptedException {
            boolean free = permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (free) {
                taken();
            }
            return free;
        }

        private synchronized void taken() {
            if (givenBack) {
                permits.release();
            } else {
                taken = true;
            }
        }

        private synchronized void giveBack() {
            if (taken && !givenBack) {
                permits.release();
            }
            givenBack = true;
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            chain.doFilter(request, response);
            UnreadBodies.read(request, response);
            return;
        }
        if (!Routes.isOpen(request)) {
            admit(request, response, chain);
        } else if (open.tryAcquire()) {
            try {
                admit(request, response, chain);
            } finally {
                open.release();
            }
        } else {
            refuse(request, response);
        }
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!admitted.tryAcquire()) {
            refuse(request, response);
            return;
        }
        try {
            work(request, response, chain);
        } finally {
            admitted.release();
        }
    }

    private void work(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!begins()) {
            refuse(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
            UnreadBodies.read(request, response);
        } finally {
            working.release();
        }
    }

    private boolean begins() {
        try {
            return working.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refused.increment();
        response.setHeader("Retry-After", "1");
        problems.send(
                request,
                response,
                Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "busy",
                        "Every thread is taken",
                        most
                                + " requests are worked on already (server.threads). Nothing was accepted; send it again."));
        response.flushBuffer();
        UnreadBodies.leave(request);
    }
}
