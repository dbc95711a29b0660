package io.scry.ingestor.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out by its key who a request is from: {@code X-API-Key} or {@code Authorization: Bearer}. */
final class ApiKeyFilter extends OncePerRequestFilter {

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
        }
        chain.doFilter(request, response);
    }

    private @Nullable Authentication holder(HttpServletRequest request) {
        String secret = secret(request);
        if (secret != null) {
            return keys.holderOf(secret);
        }
        return keys.isOpenToLoopback() && Loopback.isOrigin(request) ? ApiKeys.developer() : null;
    }

    private static @Nullable String secret(HttpServletRequest request) {
        String header = request.getHeader("X-API-Key");
        if (header != null) {
            return header;
        }
        String authorization = request.getHeader("Authorization");
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
