package io.scry.ingestor.database;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows whether the current thread works for a request: it then gives up on the database after
 * {@code database.request_timeout}, since somebody waits for it, and a thread for others.
 */
@Component
public class RequestPatience extends OncePerRequestFilter {

    private static final ScopedValue<Boolean> REQUEST = ScopedValue.newInstance();

    static boolean isBound() {
        return REQUEST.isBound();
    }

    /** Does something on behalf of a request in a thread that is not the request's own. */
    public static <T> T onBehalfOfARequest(Supplier<T> work) {
        return ScopedValue.where(REQUEST, true).call(work::get);
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            ScopedValue.where(REQUEST, true).call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException("A filter threw what filters do not throw", e);
        }
    }
}
