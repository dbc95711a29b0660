package io.scry.ingestor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void callsAServiceAndStopsItWithEverySignal() throws Exception {
        for (String signal : List.of("INT", "TERM", "HUP")) {
            try (ServiceProcess service = stub().awaitListening(LIMIT)) {
                service.signal(signal);
                assertThat(service.awaitExit(LIMIT)).isBetween(129, 143);
                assertThat(service.log()).contains("Stub listens", "Stub ends");
            }
        }
    }

    @Test
    void killsWithoutNotice() throws Exception {
        try (ServiceProcess service = stub().awaitListening(LIMIT)) {
            service.kill9();
            assertThat(service.awaitExit(LIMIT)).isEqualTo(137);
            assertThat(service.log()).doesNotContain("Stub ends");
        }
    }

    @Test
    void suspendsAndResumes() throws Exception {
        try (ServiceProcess service = stub().awaitListening(LIMIT)) {
            service.suspend();
            assertThatThrownBy(() -> service.awaitListening(Duration.ofSeconds(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("does not answer");
            service.resume();
            service.awaitListening(LIMIT);
        }
    }

    @Test
    void failsAtOnceWithTheLogWhenTheServiceEnds() throws Exception {
        try (ServiceProcess service = ServiceProcess.startJava(List.of("-cp", ".", "NoSuchMain"), Map.of())) {
            assertThatThrownBy(() -> service.awaitListening(Duration.ofHours(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("ended with 1")
                    .hasMessageContaining("NoSuchMain");
        }
    }

    @Test
    void givesAProcessNoMoreEnvironmentThanItNeeds() throws Exception {
        try (ServiceProcess service = stub().awaitListening(LIMIT);
                Api api = new Api(service.baseUrl())) {
            Api.Answer answer = api.get("/any");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-Stub")).isEqualTo("yes");
            assertThat(answer.json().path("variables").intValue()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void uploadsAGibibyte() throws Exception {
        Path file = directory.resolve("large.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        try (ServiceProcess service = stub("-Xmx32m").awaitListening(LIMIT);
                Api api = new Api(service.baseUrl())) {
            Api.Answer answer = api.upload("/in", file, Map.of("adapter_type", "csv"));
            assertThat(answer.json().path("type").asString()).startsWith("multipart/form-data; boundary=");
            assertThat(answer.json().path("size").longValue()).isBetween(Files.size(file), Files.size(file) + 1000);
        }
    }

    @Test
    void saysWhatToDoWithoutAPackagedService() {
        assertThatIOException().isThrownBy(() -> ServiceProcess.jar(directory)).withMessageContaining("./mvnw package");
    }

    private static ServiceProcess stub(String... jvmOptions) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(jvmOptions));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), StubService.class.getName()));
        return ServiceProcess.startJava(arguments, Map.of("SCRY_ENVIRONMENT", "test"));
    }
}
