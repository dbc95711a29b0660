package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One attempt: every hop from redirect to redirect is checked, timed and counted as the first one is. */
final class GuardedWeb implements Web {

    /** What another server than the one that was meant may see as well. */
    private static final Set<String> HARMLESS = Set.of("accept", "accept-language");

    private final AddressGuard guard;
    private final Exchange exchange;
    private final Breakers breakers;
    private final FetchSettings settings;
    /** All attempts of an ingestion together have to end by then, in terms of {@link System#nanoTime()}. */
    private final long lastEnd;

    GuardedWeb(AddressGuard guard, Exchange exchange, Breakers breakers, FetchSettings settings) {
        this.guard = guard;
        this.exchange = exchange;
        this.breakers = breakers;
        this.settings = settings;
        this.lastEnd = System.nanoTime() + settings.totalTimeout().toNanos();
    }

    @Override
    public Answer send(Request request) throws IOException, InterruptedException {
        long now = System.nanoTime();
        if (lastEnd - now <= 0) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "Fetching took longer than " + settings.totalTimeout().toSeconds()
                            + " s (fetch.total_timeout). Ask for less.");
        }
        long end = now + Math.min(lastEnd - now, request.terms().timeout().toNanos());
        Request current = request;
        for (int redirects = 0; ; redirects++) {
            Answer answer = hop(current, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            Request next;
            try {
                next = redirected(current, answer);
            } catch (UnreadableSourceException e) {
                answer.close();
                throw e;
            }
            if (next == null) {
                return passing(answer);
            }
            answer.close();
            if (redirects == settings.maxRedirects()) {
                throw refused(request, "redirects more than " + redirects + " times (fetch.max_redirects).");
            }
            current = next;
        }
    }

    private Answer hop(Request request, Duration left) throws IOException, InterruptedException {
        guard.check(request.address());
        if (request.body() != null && !request.isAtHome()) {
            throw refused(request, "is not the server that the body is meant for; use its URL if it is.");
        }
        return breakers.call(request.address(), settings.breaker(), () -> {
            Answer answer = exchange.run(request, headers(request), left);
            if (answer.status() >= 500 && answer.status() != 501) {
                throw unavailable(answer);
            }
            return answer;
        });
    }

    /** Being asked to wait says nothing against a server: it does not count as its failure. */
    private static Answer passing(Answer answer) throws IOException {
        return switch (answer.status()) {
            case 408, 425, 429 -> throw unavailable(answer);
            default -> answer;
        };
    }

    private static UnavailableSourceException unavailable(Answer answer) throws IOException {
        answer.close();
        return new UnavailableSourceException(
                answer.address().host() + " answered " + answer.status() + ".",
                RetryAfter.of(answer.header("Retry-After")),
                null);
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String credentials = request.address().credentials();
        if (request.isAtHome()) {
            credentials = credentials == null ? request.home().credentials() : credentials;
            headers.putAll(request.headers());
        } else {
            request.headers().forEach((name, value) -> {
                if (HARMLESS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    headers.put(name, value);
                }
            });
        }
        if (credentials != null) {
            headers.putIfAbsent("Authorization", basic(credentials));
        }
        return headers;
    }

    private static String basic(String credentials) {
        // A plus sign stands for itself before the host, where URLDecoder would make a blank of it.
        String decoded = java.net.URLDecoder.decode(credentials.replace("+", "%2B"), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(decoded.getBytes(StandardCharsets.UTF_8));
    }

    /** Where to ask next, if the answer is a redirect. */
    private static @Nullable Request redirected(Request request, Answer answer) {
        String location = answer.header("Location");
        boolean redirect = switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> location != null;
            default -> false;
        };
        if (!redirect || location == null) {
            return null;
        }
        Request next = request.at(target(request, location));
        return answer.status() < 307 && request.method() == Method.POST ? next.asGet() : next;
    }

    private static WebAddress target(Request request, String location) {
        try {
            return request.address().resolve(location);
        } catch (IllegalArgumentException e) {
            throw refused(request, "redirects to something that cannot be fetched. " + e.getMessage());
        }
    }

    private static UnreadableSourceException refused(Request request, String message) {
        return new UnreadableSourceException(
                Reason.REFUSED_BY_SERVER, request.address().host() + " " + message);
    }
}
