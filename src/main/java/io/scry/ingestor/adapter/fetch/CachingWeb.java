package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes answers from the cache of all replicas, and puts them there, as far as request and server allow it. */
final class CachingWeb implements Web {

    /** What readers of answers look at. */
    private static final List<String> KEPT_HEADERS = List.of("Content-Type", "Link");

    private final Web web;
    private final ResponseCache cache;
    private final FetchSettings settings;
    private final TemporaryFiles files;
    private final JsonMapper json;

    CachingWeb(Web web, ResponseCache cache, FetchSettings settings, TemporaryFiles files, JsonMapper json) {
        this.web = web;
        this.cache = cache;
        this.settings = settings;
        this.files = files;
        this.json = json;
    }

    /** An answer as it is kept. */
    private record Kept(String url, Map<String, List<String>> headers, String body) {}

    @Override
    public Answer send(Request request) throws IOException, InterruptedException {
        if (request.method() != Method.GET || !request.terms().cacheTime().isPositive()) {
            return web.send(request);
        }
        String key = key(request);
        Answer kept = kept(cache.find(key));
        if (kept != null) {
            return kept;
        }
        Answer answer = web.send(request);
        Duration lifetime = CacheControl.lifetime(answer, request.terms().cacheTime());
        if (lifetime.isPositive() && answer.bytes() <= settings.maxCachedSize().toBytes()) {
            cache.keep(key, json.writeValueAsString(kept(answer)), lifetime);
        }
        return answer;
    }

    /**
     * Everything that makes a difference to the server, credentials included, so that nobody is given what only another
     * may see. And how old it may be: who wants it fresh does not get what was kept for others.
     */
    private static String key(Request request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        return Hashes.of(String.join(
                "\n",
                request.address().uri().toString(),
                String.valueOf(request.address().credentials()),
                request.home().origin(),
                String.valueOf(request.home().credentials()),
                request.terms().cacheTime().toString(),
                headers.toString()));
    }

    private static Kept kept(Answer answer) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        KEPT_HEADERS.forEach(name -> headers.put(name, answer.headers(name)));
        return new Kept(
                answer.address().uri().toString(),
                headers,
                Base64.getEncoder().encodeToString(Files.readAllBytes(answer.file())));
    }

    private @Nullable Answer kept(Optional<String> found) throws IOException {
        if (found.isEmpty()) {
            return null;
        }
        Kept kept;
        byte[] body;
        WebAddress address;
        try {
            kept = json.readValue(found.get(), Kept.class);
            body = Base64.getDecoder().decode(kept.body());
            address = WebAddress.of(kept.url());
        } catch (JacksonException | IllegalArgumentException e) {
            // Another release may have kept it in another form.
            return null;
        }
        Path file = Files.write(files.create(), body);
        return new Answer(
                200,
                address,
                kept.headers(),
                file,
                body.length,
                HexFormat.of().formatHex(Hashes.sha256().digest(body)));
    }
}
