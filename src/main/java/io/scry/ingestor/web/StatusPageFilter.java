package io.scry.ingestor.web;

import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.FeatureFlags;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers for the status page and its files only while they are switched on, and holds them to a policy of their own: they
 * may load and call nothing but this service, and cannot make markup or scripts of texts.
 */
final class StatusPageFilter extends OncePerRequestFilter {

    private static final Set<String> PAGE = Set.of("/", "/index.html");
    private static final String FILES = "/page/";
    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; trusted-types 'none';"
            + " require-trusted-types-for 'script'";

    private final ActiveSettings settings;
    private final Problems problems;

    StatusPageFilter(ActiveSettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !PAGE.contains(path) && !path.startsWith(FILES);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (settings.current().get(FeatureFlags.class).statusPage()) {
            response.setHeader("Content-Security-Policy", CONTENT);
            chain.doFilter(request, response);
        } else {
            problems.send(
                    request,
                    response,
                    Problems.of(
                            HttpStatus.NOT_FOUND,
                            "not-found",
                            "There is no status page",
                            "It is switched off (feature_flags.status_page)."));
        }
    }
}
