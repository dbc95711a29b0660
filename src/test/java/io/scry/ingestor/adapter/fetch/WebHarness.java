package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The web with settings of one's own and a cache in memory; loopback is allowed unless the settings say otherwise. */
public final class WebHarness implements AutoCloseable {

    /** Quick enough for tests, and without a cache. */
    public static final Web.Terms TERMS =
            new Web.Terms(Duration.ofSeconds(20), 3, Duration.ofMillis(5), Duration.ofSeconds(2), Duration.ZERO);

    private final MemoryCache cache = new MemoryCache();
    private final Fetching fetching;
    private final FetchSettings settings;
    private final List<Path> files = new CopyOnWriteArrayList<>();
    private final WebSession session;

    public WebHarness(Map<String, ?> settings) {
        this(settings, SystemDefaultDnsResolver.INSTANCE);
    }

    WebHarness(Map<String, ?> settings, DnsResolver names) {
        this.fetching = new Fetching(cache, names);
        this.settings = settings(settings);
        this.session = open();
    }

    /** Another ingestion's way to the same web. */
    WebSession open() {
        return fetching.open(settings, () -> {
            Path file = Files.createTempFile("web", ".tmp");
            files.add(file);
            return file;
        });
    }

    static FetchSettings settings(Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(Map.of("allowed_networks", "127.0.0.0/8"));
        all.putAll(values);
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        all.forEach((name, value) -> source.put("f." + name.replace('_', '-'), value));
        return new Binder(source).bindOrCreate("f", Bindable.of(FetchSettings.class));
    }

    public WebSession web() {
        return session;
    }

    /** What a GET answers, as text. */
    String get(String url) throws IOException, InterruptedException {
        return send(Web.Request.get(WebAddress.of(url), TERMS));
    }

    String send(Web.Request request) throws IOException, InterruptedException {
        try (Web.Answer answer = session.send(request)) {
            return Files.readString(answer.requireSuccess().file());
        }
    }

    MemoryCache cache() {
        return cache;
    }

    /** The files of answers that were not deleted. */
    public List<Path> leftovers() {
        return files.stream().filter(Files::exists).toList();
    }

    @Override
    public void close() throws IOException {
        session.close();
    }

    /** Keeps everything, and how long it was meant to be kept. */
    static final class MemoryCache implements ResponseCache {

        final Map<String, String> kept = new ConcurrentHashMap<>();
        final List<Duration> times = new CopyOnWriteArrayList<>();

        @Override
        public Optional<String> find(String key) {
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public void keep(String key, String answer, Duration time) {
            kept.put(key, answer);
            times.add(time);
        }
    }
}
