package io.scry.ingestor.web;

import io.scry.ingestor.settings.LogContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out by its key who a request is from: {@code X-API-Key} or {@code Authorization: Bearer}. */
final class ApiKeyFilter extends OncePerRequestFilter {

    private static final String KNOWN = ApiKeyFilter.class.getName() + ".known";

    private final ApiKeys keys;

    ApiKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    /** An answer that was waited for is written in a dispatch of its own, which has to be the same caller's. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication holder = keys.holderOf(request);
        if (holder != null) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(holder);
            SecurityContextHolder.setContext(context);
            request.setAttribute(KNOWN, true);
            LogContext.put(LogContext.KEY, holder.getName());
        }
        chain.doFilter(request, response);
    }

    /** Whether it was found out who a request is from. */
    static boolean isKnown(HttpServletRequest request) {
        return request.getAttribute(KNOWN) != null;
    }
}
