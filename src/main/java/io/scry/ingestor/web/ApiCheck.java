package io.scry.ingestor.web;

import io.scry.ingestor.health.CheckResult;
import io.scry.ingestor.health.HealthCheck;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.shutdown.InstalledSignals;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The HTTP side: well as long as it can say so. */
@Component
class ApiCheck implements HealthCheck {

    private final BusinessThreads threads;
    private final InstalledSignals signals;
    private final ActiveSettings settings;

    ApiCheck(BusinessThreads threads, InstalledSignals signals, ActiveSettings settings) {
        this.threads = threads;
        this.signals = signals;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "api";
    }

    @Override
    public CheckResult check() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("requests_working", threads.working());
        facts.put("request_threads", threads.most());
        if (!signals.missing().isEmpty()) {
            facts.put("signals_without_handler", signals.missing());
        }
        return settings.current().get(ProcessSettings.class).isApi()
                ? CheckResult.healthy("API is responding").with(facts)
                : CheckResult.healthy("This replica has not the role api; it only works on ingestions")
                        .with(facts);
    }
}
