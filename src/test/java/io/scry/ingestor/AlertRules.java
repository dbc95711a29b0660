package io.scry.ingestor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The alerts as the Prometheus operator takes them, made of the file that Prometheus itself takes. */
final class AlertRules {

    static final Path SOURCE = Path.of("grafana/alerts/scry_ingestor_alerts.yml");
    static final Path TARGET = Path.of("k8s/components/monitoring/prometheusrule.yaml");

    private static final String HEAD = """
            ---
            # Made of %s by the main method of AlertRules.
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: scry-ingestor
            spec:
            """.formatted(SOURCE);

    private AlertRules() {}

    /** Writes the object. */
    public static void main(String[] args) throws IOException {
        Files.writeString(TARGET, object());
    }

    static String object() throws IOException {
        String groups = Files.readString(SOURCE).replaceFirst("(?m)^---\n", "");
        return HEAD + groups.replaceAll("(?m)^(?=.)", "  ");
    }
}
