package io.scry.ingestor.adapter;

import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The web, as far as an adapter may go there: guarded against addresses that are not public, and bounded in time and size.
 * For one thread at a time.
 */
public interface Web {

    /**
     * Asks, following redirects and trying again as the request allows. What comes back is whole, and has any status but
     * those that may pass by themselves.
     *
     * @throws UnreadableSourceException if the address may not be asked, or the answer is beyond a limit
     * @throws UnavailableSourceException if the server cannot answer now
     * @throws InterruptedException if the ingestion was cancelled or the worker has to stop
     */
    Answer send(Request request) throws IOException, InterruptedException;

    /** How a server is asked. */
    enum Method {
        /** For what is there. */
        GET,
        /** By sending what is looked for. It may be sent more than once. */
        POST
    }

    /**
     * What to ask for.
     *
     * @param home the address whose server is meant to see the headers and the body: another one gets neither
     * @param headers by their names; they may be secret
     * @param body sent with POST; it may be secret
     */
    record Request(
            Method method,
            WebAddress address,
            WebAddress home,
            Map<String, String> headers,
            @Nullable String body,
            Terms terms) {

        /** Asks for a document. */
        public static Request get(WebAddress address, Terms terms) {
            return new Request(Method.GET, address, address, Map.of(), null, terms);
        }

        /** The same of another address. */
        public Request at(WebAddress other) {
            return new Request(method, other, home, headers, body, terms);
        }

        /** The same with another body. */
        public Request withBody(String other) {
            return new Request(method, address, home, headers, other, terms);
        }

        /** The same by GET, without a body. */
        public Request asGet() {
            return new Request(Method.GET, address, home, headers, null, terms);
        }

        /** Whether the address is on the server that is meant to see headers and body. */
        public boolean isAtHome() {
            return address.origin().equals(home.origin());
        }

        /** Only what may be seen. */
        @Override
        public String toString() {
            return method + " " + address;
        }
    }

    /**
     * How long, how often, and from where.
     *
     * @param timeout for one attempt, from the first redirect to the last byte
     * @param maxAttempts how many there are in all
     * @param initialDelay before the second attempt
     * @param maxDelay no pause between attempts is longer; if the server wants a longer one, there is no other attempt
     * @param cacheTime how old an answer from the cache may be; zero for none
     */
    record Terms(Duration timeout, int maxAttempts, Duration initialDelay, Duration maxDelay, Duration cacheTime) {}

    /**
     * What came back.
     *
     * @param address who answered, after redirects
     * @param headers by their names, in any case
     * @param file holds the body, decompressed, until this is closed
     * @param bytes the size of the body
     * @param sha256 the hash of the body, in lower-case hex
     */
    record Answer(
            int status, WebAddress address, Map<String, List<String>> headers, Path file, long bytes, String sha256)
            implements AutoCloseable {

        private static final int FIRST_REFUSAL = 300;

        /** Makes names of headers findable in any case. */
        public Answer {
            Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            byName.putAll(headers);
            headers = byName;
        }

        /** The values of a header, one for each time that it was sent. */
        public List<String> headers(String name) {
            return headers.getOrDefault(name, List.of());
        }

        /** The first value of a header. */
        public @Nullable String header(String name) {
            List<String> values = headers(name);
            return values.isEmpty() ? null : values.getFirst();
        }

        /** The media type, without parameters and in lower case. */
        public @Nullable String mediaType() {
            String type = header("Content-Type");
            return type == null ? null : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        }

        /**
         * This, if it is what was asked for.
         *
         * @throws UnreadableSourceException if the server refused
         */
        public Answer requireSuccess() {
            if (status < FIRST_REFUSAL) {
                return this;
            }
            throw new UnreadableSourceException(
                    Reason.REFUSED_BY_SERVER, address.host() + " answered " + status + advice());
        }

        private String advice() {
            return switch (status) {
                case 401, 403 -> ": it wants credentials, or others than were sent.";
                case 404, 410 -> ": there is nothing at this URL (" + address + ").";
                case 405 -> ": it does not take this method.";
                case 406 -> ": it has no form that the adapter reads.";
                default -> ". Try the URL by other means, and correct the request.";
            };
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
