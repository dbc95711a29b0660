package io.scry.ingestor.work;

import io.scry.ingestor.health.CheckResult;
import io.scry.ingestor.health.HealthCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Whether anybody works, over all replicas. */
@Component
class WorkersCheck implements HealthCheck {

    private final Presence presence;
    private final WorkMeters meters;

    WorkersCheck(Presence presence, WorkMeters meters) {
        this.presence = presence;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "workers";
    }

    @Override
    public CheckResult check() {
        List<String> names;
        try {
            meters.measure();
            names = presence.workers().stream().map(Presence.Worker::name).toList();
        } catch (DataAccessException e) {
            return CheckResult.unhealthy("Who works is not known: the database did not say");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("workers", names);
        facts.put("worker_count", names.size());
        return names.isEmpty()
                ? CheckResult.unhealthy("No worker is active; what is accepted waits")
                        .with(facts)
                : CheckResult.healthy(names.size() + " worker(s) active").with(facts);
    }
}
