package io.scry.ingestor.shutdown;

import io.scry.ingestor.ScryIngestor;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Services for the tests of this package to end. */
final class Launch {

    /** Longer than any of them takes. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private Launch() {}

    /** What a service needs, with a database of its own. */
    static Map<String, String> environment(Map<String, String> extra) throws Exception {
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        environment.putAll(extra);
        return environment;
    }

    /** The packaged service, once it listens and works. */
    static ServiceProcess start(Map<String, String> environment, String... jvmOptions) throws Exception {
        return awaitReady(ServiceProcess.start(environment, jvmOptions));
    }

    /** The service from its classes, with those of the tests, and a Spring profile that picks some of these. */
    static ServiceProcess startWithTests(String profile, Map<String, String> environment, String... jvmOptions)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(jvmOptions));
        arguments.addAll(List.of(
                "-Dspring.profiles.active=" + profile,
                "-cp",
                System.getProperty("java.class.path"),
                ScryIngestor.class.getName()));
        return awaitReady(ServiceProcess.startJava(arguments, environment));
    }

    static ServiceProcess awaitReady(ServiceProcess service) {
        return service.awaitListening("/ready?strict=true", LIMIT);
    }

    /** The service once it has said something. */
    static ServiceProcess awaitLog(ServiceProcess service, String line) {
        Awaitility.await(line)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> service.log().contains(line));
        return service;
    }
}
