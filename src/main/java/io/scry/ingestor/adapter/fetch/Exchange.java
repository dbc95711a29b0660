package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.Web;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * One request and its answer, which goes to a file. It runs on a virtual thread, since neither a look-up of a name nor a
 * read from a socket ends when a worker's thread is interrupted: the worker waits, and leaves when it has to.
 */
final class Exchange {

    private final CloseableHttpClient client;
    private final FetchSettings settings;
    private final TemporaryFiles files;

    Exchange(CloseableHttpClient client, FetchSettings settings, TemporaryFiles files) {
        this.client = client;
        this.settings = settings;
        this.files = files;
    }

    /**
     * Runs it.
     *
     * @param limit how long it may take, to the last byte
     */
    Web.Answer run(Web.Request request, Map<String, String> headers, Duration limit)
            throws IOException, InterruptedException {
        HttpUriRequestBase http = http(request, headers);
        Path file = files.create();
        FutureTask<Web.Answer> task =
                new FutureTask<>(() -> client.execute(http, response -> answer(request, response, file)));
        boolean whole = false;
        Thread.ofVirtual().name("fetch").start(task);
        try {
            Web.Answer answer = task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            whole = true;
            return answer;
        } catch (TimeoutException e) {
            throw new UnavailableSourceException(
                    request.address().host() + " did not send all of its answer within " + limit.toMillis() + " ms.",
                    null,
                    e);
        } catch (ExecutionException e) {
            throw Failures.of(request.address(), e.getCause());
        } finally {
            if (!whole) {
                // It closes the socket: an interrupt does that on a virtual thread.
                task.cancel(true);
                Files.deleteIfExists(file);
            }
        }
    }

    private static HttpUriRequestBase http(Web.Request request, Map<String, String> headers) {
        HttpUriRequestBase http = new HttpUriRequestBase(
                request.method().name(), request.address().uri());
        http.setHeader("Accept-Encoding", ContentCoding.ACCEPTED);
        headers.forEach(http::setHeader);
        if (request.body() != null) {
            // The type is among the headers, or is JSON.
            http.setEntity(new StringEntity(request.body(), ContentType.APPLICATION_JSON));
        }
        return http;
    }

    private Web.Answer answer(Web.Request request, ClassicHttpResponse response, Path file) throws IOException {
        DigestInputStream body = new DigestInputStream(body(response), Hashes.sha256());
        // Not created anew: if the worker has left, the file is gone and nobody would delete it.
        try (body;
                OutputStream out =
                        Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long bytes = body.transferTo(out);
            return new Web.Answer(
                    response.getCode(),
                    request.address(),
                    headers(response),
                    file,
                    bytes,
                    HexFormat.of().formatHex(body.getMessageDigest().digest()));
        }
    }

    private InputStream body(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null || entity.getContent() == null) {
            return InputStream.nullInputStream();
        }
        InputStream wire = new LimitedStream(entity.getContent(), settings.maxWireSize(), "fetch.max_wire_size");
        return new LimitedStream(ContentCoding.decoded(wire, coding(response)), settings.maxSize(), "fetch.max_size");
    }

    /** All of them: a server may name several in headers of their own. */
    private static String coding(ClassicHttpResponse response) {
        return Arrays.stream(response.getHeaders("Content-Encoding"))
                .map(Header::getValue)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(String.valueOf(header.getValue()));
        }
        return headers;
    }
}
