package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Installation;
import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** How the service is started. */
class StartIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static Map<String, String> environment() throws Exception {
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        environment.put("SCRY_EXTRACTION__ISOLATION", "process");
        return environment;
    }

    @RepeatedTest(3)
    void becomesReadyOnOneProcessor() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(environment(), "-XX:ActiveProcessorCount=1")) {
            service.awaitListening(LIMIT);
        }
    }

    @Test
    void becomesReadyFromItsPackageAlone() throws Exception {
        try (ServiceProcess service = ServiceProcess.startJava(Installation.packaged(), environment())) {
            service.awaitListening(LIMIT);
            Awaitility.await("parsers")
                    .atMost(LIMIT)
                    .until(() -> parsers(service).size() == 2);
        }
    }

    /** A cache that does not fit is passed over in silence; a parser, which needs few of its classes, is smaller without. */
    @Test
    void hasItsBeansAsCodeAndItsClassesFromTheCacheAndItsParsersHaveNot() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "What a process has mapped cannot be seen here");
        try (ServiceProcess service = ServiceProcess.start(environment(), "-XX:ActiveProcessorCount=1")) {
            service.awaitListening(LIMIT);
            assertThat(service.log()).contains("AOT-processed");
            assertThat(hasCache(service.pid())).isTrue();
            Awaitility.await("parsers")
                    .atMost(LIMIT)
                    .until(() -> parsers(service).size() == 2);
            assertThat(parsers(service)).noneMatch(StartIT::hasCache);
        }
    }

    private static List<Long> parsers(ServiceProcess service) {
        return ProcessHandle.of(service.pid())
                .orElseThrow()
                .children()
                .map(ProcessHandle::pid)
                .toList();
    }

    private static boolean hasCache(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "maps"))
                    .contains(".aot");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
