package io.scry.ingestor;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.harness.Signals;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.core.NestedExceptionUtils;

/**
 * Runs the service on this machine with a PostgreSQL, a Redis and a Kafka of its own: {@code ./mvnw
 * spring-boot:test-run}.
 */
public final class TestScryIngestor {

    private TestScryIngestor() {}

    public static void main(String[] args) throws Exception {
        run(environment -> ScryIngestor.run(environment, args));
    }

    /** Starts the servers, then the service; when this JVM is asked to end, the service stops before the servers. */
    static void run(Consumer<Map<String, String>> service) throws Exception {
        stopWithParent();
        DevServices servers = DevServices.start();
        SpringApplication.getShutdownHandlers().add(() -> stop(servers));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(servers.environment());
        try {
            service.accept(environment);
        } catch (RuntimeException e) { // The boundary: whatever went wrong, the developer reads why and all stops.
            System.err.println("Scry Ingestor did not start: "
                    + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            System.exit(1);
        }
        System.out.println(banner(environment));
    }

    /** A killed Maven takes the service with it, in order. */
    private static void stopWithParent() {
        ProcessHandle self = ProcessHandle.current();
        self.parent().ifPresent(parent -> {
            var _ = parent.onExit().thenRun(() -> terminate(self.pid()));
        });
    }

    private static void terminate(long pid) {
        try {
            Signals.send(pid, "TERM");
        } catch (IOException e) {
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(DevServices servers) {
        try {
            servers.close();
            System.out.println("Kafka, Redis and PostgreSQL have stopped.");
        } catch (IOException e) {
            System.err.println("A server did not stop, and is killed now: " + e.getMessage());
        }
    }

    private static String banner(Map<String, String> environment) {
        String url = "http://localhost:" + environment.getOrDefault("SCRY_PORT", "8000");
        return """

                Scry Ingestor listens on %s (process %d), with
                  %s
                  %s
                  Kafka on %s
                Try it: curl -F file=@samples/orders.csv %s/api/v1/ingest
                Stop it, and its servers and their data, with Ctrl+C.
                """.formatted(
                        url,
                        ProcessHandle.current().pid(),
                        environment.get("SCRY_DATABASE_URL"),
                        environment.get("SCRY_REDIS_URL"),
                        environment.get("SCRY_KAFKA_BOOTSTRAP_SERVERS"),
                        url);
    }
}
