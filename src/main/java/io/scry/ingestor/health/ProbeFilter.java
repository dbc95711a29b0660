package io.scry.ingestor.health;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Answers probes before everything else that a request passes, so that they depend on nothing and cost next to nothing.
 * One that is in any way unusual goes on to {@link ProbeController}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProbeFilter implements Filter {

    private final Probes probes;

    ProbeFilter(Probes probes) {
        this.probes = probes;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!answer((HttpServletRequest) request, (HttpServletResponse) response)) {
            chain.doFilter(request, response);
        }
    }

    private boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return false;
        }
        switch (request.getRequestURI()) {
            case "/health" -> probes.alive(response);
            case "/health/detailed" -> probes.ready(response, true, false);
            case "/ready" -> {
                return ready(request, response);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean ready(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getQueryString() == null) {
            probes.ready(response, false, false);
            return true;
        }
        String detailed = request.getParameter("detailed");
        String strict = request.getParameter("strict");
        if (!isPlain(detailed) || !isPlain(strict)) {
            return false;
        }
        probes.ready(response, "true".equals(detailed), "true".equals(strict));
        return true;
    }

    private static boolean isPlain(@Nullable String flag) {
        return flag == null || flag.equals("true") || flag.equals("false");
    }
}
