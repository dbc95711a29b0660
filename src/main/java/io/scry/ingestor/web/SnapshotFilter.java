package io.scry.ingestor.web;

import io.scry.ingestor.settings.ReloadableSettings;
import io.scry.ingestor.settings.Snapshot;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request see the settings that held when it came until it is answered, and says in {@code X-Config-Version} which
 * these are.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class SnapshotFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Config-Version";

    private static final String SNAPSHOT = SnapshotFilter.class.getName() + ".snapshot";

    private final ReloadableSettings settings;

    SnapshotFilter(ReloadableSettings settings) {
        this.settings = settings;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Snapshot snapshot = of(request);
        response.setHeader(HEADER, snapshot.settings().version());
        try {
            settings.holding(snapshot, () -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException("A filter threw what filters do not throw", e);
        }
    }

    /** In a dispatch of its own, what waited gets the snapshot with which it began. */
    private Snapshot of(HttpServletRequest request) {
        if (request.getAttribute(SNAPSHOT) instanceof Snapshot begun) {
            return begun;
        }
        Snapshot latest = settings.latest();
        request.setAttribute(SNAPSHOT, latest);
        return latest;
    }
}
