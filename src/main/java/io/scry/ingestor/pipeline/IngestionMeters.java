package io.scry.ingestor.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.scry.ingestor.adapter.Adapters;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** What Prometheus is told of ingestions, by adapter. */
@Component
class IngestionMeters {

    /** Reasons that operators look for: an increase is not seen in a counter that was not there before. */
    private static final List<String> WATCHED =
            List.of("quarantined", "internal-error", "temporarily-unavailable", "source-unavailable");

    private static final String NO_REASON = "none";

    private static final Duration[] READING = seconds(0.1, 0.5, 1, 5, 15, 60, 300);
    private static final Duration[] WAITING = seconds(0.1, 1, 5, 30, 120, 600);
    private static final double[] BYTES = IntStream.rangeClosed(4, 9)
            .mapToDouble(power -> Math.pow(10, power))
            .toArray();

    private final MeterRegistry meters;
    private final Counter noParser;

    IngestionMeters(MeterRegistry meters, Adapters adapters) {
        this.meters = meters;
        this.noParser = Counter.builder("scry_ingestor_parsers_missed")
                .description("Documents that went back to the queue because no parser became free in time")
                .register(meters);
        for (String adapter : adapters.names()) {
            ended(adapter, State.SUCCEEDED, NO_REASON);
            WATCHED.forEach(reason -> ended(adapter, State.FAILED, reason));
        }
    }

    private static Duration[] seconds(double... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(one -> Duration.ofMillis((long) (one * 1000)))
                .toArray(Duration[]::new);
    }

    /** A worker starts on one. Only the first attempt has waited for nothing but a worker. */
    Timer.Sample begun(Ingestion running) {
        if (running.attempt() == 1 && running.startedAt() != null) {
            Timer.builder("scry_ingestor_ingestion_wait")
                    .description("Time from acceptance to the first worker's start")
                    .tag("adapter", running.adapter())
                    .serviceLevelObjectives(WAITING)
                    .register(meters)
                    .record(Duration.between(running.createdAt(), running.startedAt()));
        }
        return Timer.start(meters);
    }

    void attempted(Timer.Sample sample, Ingestion running, String outcome) {
        sample.stop(Timer.builder("scry_ingestor_ingestion_seconds")
                .description("Time from a worker's start on an ingestion to the end of the attempt")
                .tag("adapter", running.adapter())
                .tag("outcome", outcome)
                .serviceLevelObjectives(READING)
                .register(meters));
    }

    void foundNoParser() {
        noParser.increment();
    }

    void succeeded(String adapter, long bytes) {
        ended(adapter, State.SUCCEEDED, NO_REASON).increment();
        DistributionSummary.builder("scry_ingestor_source")
                .description("Size of the sources of ingestions that succeeded")
                .baseUnit("bytes")
                .tag("adapter", adapter)
                .serviceLevelObjectives(BYTES)
                .register(meters)
                .record((double) bytes);
    }

    void failed(String adapter, Problem problem) {
        ended(adapter, State.FAILED, problem.name()).increment();
    }

    void cancelled(String adapter) {
        ended(adapter, State.CANCELLED, NO_REASON).increment();
    }

    private Counter ended(String adapter, State state, String reason) {
        return Counter.builder("scry_ingestor_ingestions_ended")
                .description("Ingestions that have ended, by state and by the reason of those that failed")
                .tag("adapter", adapter)
                .tag("state", state.label())
                .tag("reason", reason)
                .register(meters);
    }
}
