package io.scry.ingestor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a service says of itself and of what it depends on. */
public final class Readiness {

    private static final String OVERALL = "overall";
    private static final Pattern METRIC = Pattern.compile(
            "^scry_ingestor_health_status\\{(?:.*,)?component=\"(\\w+)\".*} (\\S+)$", Pattern.MULTILINE);
    private static final Map<String, String> STATUSES = Map.of("1.0", "healthy", "0.5", "degraded", "0.0", "unhealthy");

    private Readiness() {}

    /** The status of every component of {@code /ready}, and under {@code overall} that of the whole. */
    public static Map<String, String> inJson(Api api) throws IOException, InterruptedException {
        Api.Answer answer = api.get("/ready?detailed=true");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode whole = answer.json();
        Map<String, String> statuses = new HashMap<>();
        statuses.put(OVERALL, whole.path("status").asString());
        whole.path("components")
                .properties()
                .forEach(component -> statuses.put(
                        component.getKey(), component.getValue().path("status").asString()));
        return statuses;
    }

    /** The status of every component of {@code /metrics}, in the words of {@code /ready}. */
    public static Map<String, String> inMetrics(Api api) throws IOException, InterruptedException {
        Map<String, String> statuses = new HashMap<>();
        Matcher metrics = METRIC.matcher(api.get("/metrics").body());
        while (metrics.find()) {
            statuses.put(metrics.group(1), STATUSES.getOrDefault(metrics.group(2), metrics.group(2)));
        }
        return statuses;
    }
}
