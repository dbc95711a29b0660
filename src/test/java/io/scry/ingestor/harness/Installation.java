package io.scry.ingestor.harness;

import io.scry.ingestor.devservices.DevServices;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged service as its image has it: unpacked, with its beans written down as code, and with an AOT cache,
 * which make it start in a third of its package's time. Made below {@code target} by whoever asks first after a build.
 */
public final class Installation {

    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);
    private static final Path DIRECTORY = Path.of("target", "installation");
    private static final Path CACHE = DIRECTORY.resolve("service.aot");
    /** As the image's. */
    private static final List<String> QUICK = List.of(
            "-XX:ThreadPriorityPolicy=1",
            "-XX:CompilerThreadPriority=10",
            "-XX:-PrintWarnings",
            "-XX:G1HeapRegionSize=4m",
            "-Dspring.aot.enabled=true",
            "-Djdk.reflect.useNativeAccessorOnly=true");

    private static final Path SAMPLES = Path.of("samples");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Installation() {}

    /** What Java is started with to run the service: from here, or, if that cannot be made, from its package. */
    public static List<String> arguments() throws IOException {
        return Holder.IS_MADE ? unpacked("-XX:AOTCache=" + CACHE) : packaged();
    }

    /** The service in one file. */
    public static List<String> packaged() throws IOException {
        return List.of("-jar", ServiceProcess.jar(Path.of("target")).toString());
    }

    /** The same without the cache. */
    public static List<String> withoutCache() throws IOException {
        return Holder.IS_MADE ? unpacked() : packaged();
    }

    private static List<String> unpacked(String... options) throws IOException {
        return Stream.of(
                        List.of(options),
                        QUICK,
                        List.of("-jar", ServiceProcess.jar(DIRECTORY).toString()))
                .flatMap(List::stream)
                .toList();
    }

    private static final class Holder {

        private static final boolean IS_MADE = isMade();

        private static boolean isMade() {
            try {
                Path packed = ServiceProcess.jar(Path.of("target"));
                if (!Files.exists(CACHE) || isOlder(CACHE, packed)) {
                    FileSystemUtils.deleteRecursively(DIRECTORY);
                    unpack(packed);
                    train();
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (Exception | AssertionError e) { // The boundary: whatever it is, there is another way.
                LOG.warn("There is no AOT cache, services start slowly: {}", e.getMessage());
                return false;
            }
        }
    }

    private static boolean isOlder(Path file, Path other) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) < 0;
    }

    private static void unpack(Path packed) throws IOException, InterruptedException {
        List<String> extract =
                List.of("-Djarmode=tools", "-jar", packed.toString(), "extract", "--destination", DIRECTORY.toString());
        try (ServiceProcess unpacking = ServiceProcess.startJava(extract, Map.of())) {
            int exit = unpacking.awaitExit(LIMIT);
            if (exit != 0) {
                throw new IOException("The package cannot be unpacked: " + unpacking.log());
            }
        }
    }

    /** The cache has what one short life of the service needed. */
    private static void train() throws Exception {
        try (DevServices services = DevServices.start()) {
            Map<String, String> environment = new HashMap<>(services.environment());
            // With the log of production; its keys, which there are none of here, would close the door to the samples.
            environment.put("SCRY_LOG_FORMAT", "json");
            List<String> arguments = unpacked("-XX:AOTCacheOutput=" + CACHE);
            try (ServiceProcess service = ServiceProcess.startJava(arguments, environment)) {
                service.awaitListening(LIMIT);
                use(service);
                service.terminate();
                int exit = service.awaitExit(LIMIT);
                if (exit != 0 || !Files.exists(CACHE)) {
                    throw new IOException("The training ended with " + exit + ": " + service.log());
                }
            }
        }
    }

    private static void use(ServiceProcess service) throws IOException, InterruptedException {
        try (Api api = new Api(service.baseUrl());
                DirectoryStream<Path> samples = Files.newDirectoryStream(SAMPLES)) {
            for (Path sample : samples) {
                api.upload(Submitter.INGEST, sample, Map.of());
            }
            api.get("/health/detailed");
            api.get("/metrics");
        }
    }
}
