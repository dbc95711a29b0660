package io.scry.ingestor.adapter.fetch;

import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.Web;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again what could not be had, after a pause that grows, or that the server names. */
final class RetryingWeb implements Web {

    private static final Logger log = LoggerFactory.getLogger(RetryingWeb.class);

    private final Web web;

    RetryingWeb(Web web) {
        this.web = web;
    }

    @Override
    public Answer send(Request request) throws IOException, InterruptedException {
        Terms terms = request.terms();
        Retry retry = Retry.of(
                "fetch",
                RetryConfig.<Answer>custom()
                        .maxAttempts(terms.maxAttempts())
                        .retryOnException(failure -> mayPass(failure, terms))
                        .intervalBiFunction((attempt, outcome) -> pause(attempt, outcome, terms))
                        .build());
        retry.getEventPublisher()
                .onRetry(again -> log.info(
                        "Asking again in {} after {} of {} attempts: {}",
                        again.getWaitInterval(),
                        again.getNumberOfRetryAttempts(),
                        terms.maxAttempts(),
                        message(again.getLastThrowable())));
        try {
            return retry.executeCallable(() -> web.send(request));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                // It came during the pause, which throws the last failure instead.
                throw new InterruptedException("The fetch was told to stop");
            }
            throw e;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // Callable's signature has it; the call has not.
            throw new IllegalStateException(e);
        }
    }

    private static String message(@Nullable Throwable failure) {
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    /** Not if the server wants to be left alone for longer than a worker is kept waiting: then the queue waits. */
    private static boolean mayPass(Throwable failure, Terms terms) {
        return failure instanceof UnavailableSourceException unavailable
                && (unavailable.retryAfter() == null || unavailable.retryAfter().compareTo(terms.maxDelay()) <= 0);
    }

    private static long pause(int attempt, Either<Throwable, Answer> outcome, Terms terms) {
        Duration named = outcome.isLeft() && outcome.getLeft() instanceof UnavailableSourceException unavailable
                ? unavailable.retryAfter()
                : null;
        double grown = terms.initialDelay().toMillis() * Math.pow(2, attempt - 1.0);
        return Math.max(
                1, named == null ? Math.min((long) grown, terms.maxDelay().toMillis()) : named.toMillis());
    }
}
