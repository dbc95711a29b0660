package io.scry.ingestor.web;

import io.scry.ingestor.settings.LogContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out by its key who a request is from: {@code X-API-Key} or {@code Authorization: Bearer}. */
final class ApiKeyFilter extends OncePerRequestFilter {

    private static final String KNOWN = ApiKeyFilter.class.getName() + ".known";
    private static final String BEARER = "Bearer ";

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
        Authentication holder = holder(request);
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

    private @Nullable Authentication holder(HttpServletRequest request) {
        Set<String> secrets = secrets(request);
        if (secrets.isEmpty()) {
            return keys.isOpenToLoopback() && Loopback.isOrigin(request) ? ApiKeys.developer() : null;
        }
        return secrets.size() == 1 ? keys.holderOf(secrets.iterator().next()) : null;
    }

    /** All that a request has. Who sends different ones is nobody: which one counts is not to be guessed. */
    static Set<String> secrets(HttpServletRequest request) {
        Set<String> secrets = new LinkedHashSet<>(Collections.list(request.getHeaders("X-API-Key")));
        for (String authorization : Collections.list(request.getHeaders("Authorization"))) {
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                secrets.add(authorization.substring(BEARER.length()).strip());
            }
        }
        return secrets;
    }
}
