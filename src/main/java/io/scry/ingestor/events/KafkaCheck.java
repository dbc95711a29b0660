package io.scry.ingestor.events;

import io.scry.ingestor.health.CheckResult;
import io.scry.ingestor.health.HealthCheck;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.FeatureFlags;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Whether Kafka's brokers answer, and whether events get there. */
@Component
class KafkaCheck implements HealthCheck, DisposableBean {

    private static final int PATIENCE_MS = 2000;
    private static final int LONGEST_RECONNECT_MS = 500;

    private final ActiveSettings settings;
    private final KafkaSettings kafka;
    private final OutboxPublisher publisher;
    private @Nullable Admin admin;

    KafkaCheck(ActiveSettings settings, OutboxPublisher publisher) {
        this.settings = settings;
        this.kafka = settings.current().get(KafkaSettings.class);
        this.publisher = publisher;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public CheckResult check() throws InterruptedException {
        if (!kafka.isConfigured()) {
            return CheckResult.degraded("Kafka is not configured (SCRY_KAFKA_BOOTSTRAP_SERVERS); no events are made");
        }
        OutboxRows.Backlog backlog = publisher.backlog();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("outbox_pending", backlog.pending());
        facts.put("outbox_lag_seconds", backlog.lagSeconds());
        try {
            DescribeClusterResult cluster = admin().describeCluster();
            facts.put("brokers", cluster.nodes().get().size());
            facts.put("cluster_id", cluster.clusterId().get());
        } catch (ExecutionException | KafkaException e) {
            return CheckResult.unhealthy("Kafka connection failed: " + why(e)).with(facts);
        }
        if (backlog.lagSeconds() > kafka.maxLag().toSeconds()) {
            return CheckResult.degraded("Kafka is there, but the oldest of %d events has waited for %.0f s; see the log"
                            .formatted(backlog.pending(), backlog.lagSeconds()))
                    .with(facts);
        }
        boolean isOn = settings.current().get(FeatureFlags.class).kafkaEvents();
        return CheckResult.healthy(
                        isOn
                                ? "Kafka status checked"
                                : "Kafka status checked; events are off (feature_flags.kafka_events)")
                .with(facts);
    }

    private static String why(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof TimeoutException
                ? "no broker answered within " + PATIENCE_MS + " ms"
                : cause.getClass().getSimpleName();
    }

    /** Made when it is needed, since that fails while no broker's name can be resolved. */
    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    String.valueOf(kafka.bootstrapServers()),
                    AdminClientConfig.CLIENT_ID_CONFIG,
                    "scry-ingestor-health",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    PATIENCE_MS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    PATIENCE_MS,
                    AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                    PATIENCE_MS,
                    AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
                    PATIENCE_MS,
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    LONGEST_RECONNECT_MS));
        }
        return admin;
    }

    @Override
    public synchronized void destroy() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
