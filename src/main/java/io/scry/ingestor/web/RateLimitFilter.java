package io.scry.ingestor.web;

import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.scry.ingestor.settings.ActiveSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds back who calls too often: each holder of a key, and where there is no key that is known each remote address. Every
 * answer says what is left, as draft-ietf-httpapi-ratelimit-headers-10 has it. Probes and metrics are never held back, and
 * neither are admins who look after the configuration: they must be able to change the limit. A key that could be a guess is
 * held back wherever it is sent.
 */
final class RateLimitFilter extends OncePerRequestFilter {

    private static final String POLICY = "\"default\"";
    private static final String UNKNOWN_KEYS = "\"unknown-keys\"";

    private final RateLimits limits;
    private final Guesses guesses;
    private final ActiveSettings settings;
    private final Problems problems;
    private final Counter refused;

    RateLimitFilter(
            RateLimits limits, Guesses guesses, ActiveSettings settings, Problems problems, MeterRegistry meters) {
        this.limits = limits;
        this.guesses = guesses;
        this.settings = settings;
        this.problems = problems;
        this.refused = Counter.builder("scry_ingestor_requests_rate_limited")
                .description("Business requests of callers that had none left")
                .register(meters);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Routes.isOperation(request) || !limit().enabled();
    }

    private RateLimitSettings limit() {
        return settings.current().get(RateLimitSettings.class);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication holder = SecurityContextHolder.getContext().getAuthentication();
        if (refusesGuess(request, response, holder)) {
            return;
        }
        if (isAdministration(request, holder)) {
            chain.doFilter(request, response);
            return;
        }
        RateLimitSettings limit = limit();
        ConsumptionProbe use =
                limits.use(holder == null ? "address " + RemoteAddress.of(request) : "key " + holder.getName(), limit);
        long wait = use.isConsumed()
                ? seconds(limit.period().dividedBy(limit.requests()))
                : seconds(Duration.ofNanos(use.getNanosToWaitForRefill()));
        tell(response, POLICY, limit, use.getRemainingTokens(), wait);
        if (use.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            refuse(
                    request,
                    response,
                    wait,
                    "A caller may send %d requests in %d s, %d of them at once (rate_limit)."
                            .formatted(limit.requests(), limit.period().toSeconds(), limit.burst()));
        }
    }

    /** Whether the key of a request may be one guess too many; then that is the answer, whether it is right or not. */
    private boolean refusesGuess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication holder)
            throws IOException {
        RateLimitSettings limit = limit().ofUnknownKeys();
        for (String secret : ApiKeys.secrets(request)) {
            Duration delay = guesses.delay(RemoteAddress.of(request), secret, holder != null, limit);
            if (delay.isPositive()) {
                tell(response, UNKNOWN_KEYS, limit, 0, seconds(delay));
                refuse(
                        request,
                        response,
                        seconds(delay),
                        "More than %d keys that are not known came from this address in %d s (rate_limit.unknown_keys)."
                                .formatted(limit.requests(), limit.period().toSeconds()));
                return true;
            }
        }
        return false;
    }

    private static void tell(
            HttpServletResponse response, String policy, RateLimitSettings limit, long left, long wait) {
        response.setHeader(
                "RateLimit-Policy",
                policy + ";q=" + limit.requests() + ";w=" + limit.period().toSeconds());
        response.setHeader("RateLimit", policy + ";r=" + left + ";t=" + wait);
    }

    private static boolean isAdministration(HttpServletRequest request, @Nullable Authentication holder) {
        return holder != null
                && Routes.isAdministration(request)
                && AuthorityUtils.authorityListToSet(holder.getAuthorities()).contains(ApiKeys.ADMIN);
    }

    /** Rounded up: who comes back then is not early. */
    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, long wait, String why)
            throws IOException {
        refused.increment();
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
        problems.send(
                request,
                response,
                Problems.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "rate-limited",
                        "Too many requests",
                        why + " Nothing was done; send it again after " + wait + " s."));
    }
}
