package io.scry.ingestor.shutdown;

import io.scry.ingestor.settings.ActiveSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The phases in which requests and registered handlers come to their end. */
@Configuration(proxyBeanMethods = false)
class Draining {

    private static final Logger log = LoggerFactory.getLogger(Draining.class);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

    private final Shutdown shutdown;
    private final Traffic traffic;
    private final ActiveSettings settings;

    Draining(Shutdown shutdown, Traffic traffic, ActiveSettings settings) {
        this.shutdown = shutdown;
        this.traffic = traffic;
        this.settings = settings;
    }

    private DrainSettings limits() {
        return settings.current().get(DrainSettings.class);
    }

    /** Clients and balancers learn late that this replica goes: what they still send is served for a while. */
    @Bean
    ShutdownPhase accepting(ApplicationEventPublisher events) {
        return new ShutdownPhase(
                ShutdownPhases.ACCEPTING,
                () -> shutdown.phase("accepting", () -> {
                    AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
                    traffic.drain();
                    awaitQuiet();
                }));
    }

    private void awaitQuiet() {
        long begun = System.nanoTime();
        DrainSettings drain = limits();
        Duration most = shutdown.within(drain.acceptTimeout(), Shutdown.HALF);
        try {
            while (true) {
                Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
                Duration wanted = longer(
                        drain.minDelay().minus(elapsed), drain.quietPeriod().minus(traffic.quiet()));
                if (!wanted.isPositive()) {
                    return;
                }
                Duration left = most.minus(elapsed);
                if (!left.isPositive()) {
                    log.warn("Shutdown: requests still come after {}; they are refused from now on", elapsed);
                    return;
                }
                Thread.sleep(wanted.compareTo(left) < 0 ? wanted : left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Bean
    ShutdownPhase refusing() {
        return new ShutdownPhase(ShutdownPhases.REFUSING, traffic::refuse);
    }

    @Bean
    ShutdownPhase requests() {
        return new ShutdownPhase(
                ShutdownPhases.REQUESTS, () -> shutdown.phase("requests", () -> awaitNone(limits().timeout())));
    }

    /** Those who waited for an ingestion have just been told where to look for it. */
    @Bean
    ShutdownPhase lastAnswers() {
        return new ShutdownPhase(
                ShutdownPhases.LAST_ANSWERS, () -> shutdown.phase("last answers", this::awaitLastAnswers));
    }

    private void awaitLastAnswers() {
        if (!awaitNone(LAST_ANSWERS)) {
            traffic.inFlight()
                    .forEach(request ->
                            log.warn("Shutdown: a request still runs and is cut off at the end: {}", request));
        }
    }

    private boolean awaitNone(Duration limit) {
        try {
            return traffic.awaitNone(shutdown.within(limit, Shutdown.HALF));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Bean
    ShutdownPhase handlers(ShutdownHandlers handlers) {
        return new ShutdownPhase(ShutdownPhases.HANDLERS, () -> shutdown.phase("handlers", handlers::runAll));
    }

    /** Without a database nothing more is answered: what is still in flight now is cut. */
    @Bean
    ShutdownPhase cutOff() {
        return new ShutdownPhase(ShutdownPhases.MESSAGES, () -> {
            shutdown.drained(traffic.drained());
            int cut = traffic.inFlight().size();
            if (cut > 0) {
                log.error("Shutdown: {} request(s) did not end in time and are cut off", cut);
                shutdown.incomplete(ExitCode.NOT_DRAINED);
            }
        });
    }
}
