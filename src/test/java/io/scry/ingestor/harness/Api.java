package io.scry.ingestor.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service over HTTP as any client would; headers are name, value, name, value … */
public final class Api implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final URI base;
    private final HttpClient client;

    public Api(URI base) {
        this.base = base;
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** An answer whose body is in memory. */
    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The value of a header that must be there. */
        public String header(String name) {
            return headers.firstValue(name).orElseThrow(() -> new AssertionError("No header " + name + " in " + this));
        }
    }

    public Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    /** The status of the answer to a HEAD request. */
    public int head(String path) throws IOException, InterruptedException {
        return send(request(path).method("HEAD", BodyPublishers.noBody())).status();
    }

    public Answer delete(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).DELETE());
    }

    /** Posts nothing. */
    public Answer post(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).POST(BodyPublishers.noBody()));
    }

    /** Posts anything that Jackson can write as JSON. */
    public Answer postJson(String path, Object body, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Posts a body as it is, well-formed or not. */
    public Answer postBytes(String path, String contentType, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    /** Posts a file of any size, read as it is sent, as the part {@code file} after text parts. */
    public Answer upload(String path, Path file, Map<String, String> parts, String... headers)
            throws IOException, InterruptedException {
        return upload(path, file.getFileName().toString(), BodyPublishers.ofFile(file), parts, headers);
    }

    /** Posts bytes as the part {@code file} after text parts. */
    public Answer upload(String path, String fileName, byte[] content, Map<String, String> parts, String... headers)
            throws IOException, InterruptedException {
        return upload(path, fileName, BodyPublishers.ofByteArray(content), parts, headers);
    }

    private Answer upload(
            String path, String fileName, BodyPublisher content, Map<String, String> parts, String... headers)
            throws IOException, InterruptedException {
        String boundary = UUID.randomUUID().toString();
        StringBuilder head = new StringBuilder();
        parts.forEach((name, value) -> head.append(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(boundary, name, value)));
        head.append("""
                --%s\r
                Content-Disposition: form-data; name="file"; filename="%s"\r
                Content-Type: application/octet-stream\r
                \r
                """.formatted(boundary, fileName));
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(head.toString()),
                content,
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return send(request(path, headers)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body));
    }

    /** Gets an answer whose body goes elsewhere, a file for example. */
    public <T> HttpResponse<T> get(String path, BodyHandler<T> handler, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(path, headers).GET().build(), handler);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
