package io.scry.ingestor.web;

import io.scry.ingestor.health.CheckResult;
import io.scry.ingestor.health.HealthCheck;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.ProcessSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The HTTP side: well as long as it can say so. */
@Component
class ApiCheck implements HealthCheck {

    private final BusinessThreads threads;
    private final ActiveSettings settings;

    ApiCheck(BusinessThreads threads, ActiveSettings settings) {
        this.threads = threads;
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
        return settings.current().get(ProcessSettings.class).isApi()
                ? CheckResult.healthy("API is responding").with(facts)
                : CheckResult.healthy("This replica has not the role api; it only works on ingestions")
                        .with(facts);
    }
}
