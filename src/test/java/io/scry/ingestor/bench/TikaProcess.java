package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.Ports;
import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server of {@code bench/tika}, which {@code bench/peers.sh} has built. */
final class TikaProcess implements DocumentReader, AutoCloseable {

    private static final Path TARGET = Path.of("bench", "tika", "target");
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ServiceProcess process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TikaProcess(ServiceProcess process) {
        this.process = process;
    }

    static TikaProcess start(int threads, String... jvmOptions) throws IOException, InterruptedException {
        String port = Integer.toString(Ports.free());
        String classPath = TARGET.resolve("classes") + ":" + libraries();
        List<String> arguments = new ArrayList<>(List.of(jvmOptions));
        arguments.addAll(
                List.of("-cp", classPath, "io.scry.ingestor.bench.tika.TikaServer", port, Integer.toString(threads)));
        ServiceProcess process = ServiceProcess.startJava(arguments, Map.of("SCRY_PORT", port));
        process.awaitListening("/tika", START);
        return new TikaProcess(process);
    }

    static String version() throws IOException {
        return JarVersion.of("tika-core", libraries());
    }

    private static String libraries() throws IOException {
        return Files.readString(TARGET.resolve("classpath")).strip();
    }

    @Override
    public String read(PeerDocument document) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(process.baseUrl().resolve("/tika"))
                .timeout(LIMIT)
                .header("Accept", "text/plain")
                .header("Content-Disposition", "attachment; filename=\"" + document.name() + "\"")
                .PUT(BodyPublishers.ofByteArray(document.bytes()))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(document.name()).isEqualTo(200);
        return answer.body();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
        process.close();
    }
}
