package io.scry.ingestor.shutdown;

import org.springframework.boot.SpringBootExceptionReporter;

/** Keeps Boot from reporting a start that was given up as one that failed; found by {@code spring.factories}. */
final class StartGivenUpReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        return StartGivenUpException.isBehind(failure);
    }
}
