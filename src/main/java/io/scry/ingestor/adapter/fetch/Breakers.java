package io.scry.ingestor.adapter.fetch;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The circuit breakers of this process, one for each server. Those used least recently are forgotten first. */
final class Breakers {

    private static final int MOST = 1000;

    private final Map<Key, CircuitBreaker> byServer = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CircuitBreaker> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String origin, FetchSettings.BreakerSettings settings) {}

    /** Something that asks a server. */
    interface Call {
        Web.Answer run() throws IOException, InterruptedException;
    }

    /**
     * Asks the server, unless it has failed too often.
     *
     * @throws UnavailableSourceException also if the server is left alone for now
     */
    Web.Answer call(WebAddress address, FetchSettings.BreakerSettings settings, Call call)
            throws IOException, InterruptedException {
        try {
            return of(address, settings).executeCallable(call::run);
        } catch (CallNotPermittedException e) {
            throw new UnavailableSourceException(
                    address.host() + " has failed too often and is left alone for up to "
                            + settings.openTime().toMillis() + " ms.",
                    settings.openTime(),
                    e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // Callable's signature has it; the call has not.
            throw new IllegalStateException(e);
        }
    }

    private CircuitBreaker of(WebAddress address, FetchSettings.BreakerSettings settings) {
        synchronized (byServer) {
            return byServer.computeIfAbsent(
                    new Key(address.origin(), settings), key -> CircuitBreaker.of(key.origin(), config(settings)));
        }
    }

    private static CircuitBreakerConfig config(FetchSettings.BreakerSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(Math.min(settings.minimumCalls(), settings.window()))
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.openTime())
                .permittedNumberOfCallsInHalfOpenState(2)
                .recordExceptions(UnavailableSourceException.class)
                .ignoreExceptions(UnreadableSourceException.class, InterruptedException.class)
                .writableStackTraceEnabled(false)
                .build();
    }
}
