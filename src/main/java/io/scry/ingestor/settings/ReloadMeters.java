package io.scry.ingestor.settings;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Counts attempts to reload, and shows what is active and whether the service follows its files. */
@Component
@Order(2)
class ReloadMeters implements ReloadObserver {

    private static final String PREFIX = "scry_ingestor_config_";

    private final MeterRegistry meters;
    private final MultiGauge version;
    private volatile boolean isSuccessful = true;
    private volatile Instant lastSuccess;

    ReloadMeters(MeterRegistry meters, ReloadableSettings settings) {
        this.meters = meters;
        this.lastSuccess = settings.latest().since();
        // Prometheus' client takes "_info" off every name that is not written like this.
        this.version = MultiGauge.builder("scry_ingestor_config.info")
                .description("1, with the version of the settings that are active")
                .register(meters);
        show(settings.latest().settings().version());
        Gauge.builder(PREFIX + "last_reload_successful", this, reload -> reload.isSuccessful ? 1 : 0)
                .description("Whether the settings that were read last are valid and active")
                .register(meters);
        Gauge.builder(
                        PREFIX + "last_reload_success_timestamp_seconds",
                        this,
                        reload -> reload.lastSuccess.toEpochMilli() / 1000.0)
                .description("When settings were last read that are valid and active")
                .register(meters);
        Gauge.builder(PREFIX + "generation", settings, active -> active.latest().generation())
                .description("1 at the start, and one more with each change of the settings")
                .register(meters);
    }

    @Override
    public void attempted(ReloadAttempt attempt) {
        ReloadResult result = attempt.outcome().result();
        Counter.builder(PREFIX + "reloads")
                .description("Attempts to reload the settings")
                .tag("cause", attempt.request().cause().label())
                .tag("outcome", result.label())
                .register(meters)
                .increment();
        Timer.builder(PREFIX + "reload_seconds")
                .description("Time from the beginning of an attempt to reload to its end")
                .register(meters)
                .record(attempt.duration());
        if (!result.isAside()) {
            isSuccessful = result.isSuccess();
            if (result.isSuccess()) {
                lastSuccess = attempt.at();
                show(attempt.outcome().version());
            }
        }
    }

    private void show(String active) {
        version.register(List.of(MultiGauge.Row.of(Tags.of("version", active), 1)), true);
    }
}
