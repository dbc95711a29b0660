package io.scry.ingestor.adapter.fetch;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Opens the web for ingestions; what lasts longer than one of them, such as circuit breakers, is kept here. */
@Component
public class Fetching {

    private final ResponseCache cache;
    private final DnsResolver names;
    private final Breakers breakers = new Breakers();
    private final ClientFactory clients = new ClientFactory();
    private final JsonMapper json = JsonMapper.builder().build();

    @Autowired
    Fetching(ResponseCache cache) {
        this(cache, SystemDefaultDnsResolver.INSTANCE);
    }

    Fetching(ResponseCache cache, DnsResolver names) {
        this.cache = cache;
        this.names = names;
    }

    /** Opens the web under these settings, until what is returned is closed. */
    public WebSession open(FetchSettings settings, TemporaryFiles files) {
        AddressGuard guard = new AddressGuard(settings, names);
        CloseableHttpClient client = clients.client(guard, settings);
        Exchange exchange = new Exchange(client, settings, files);
        return new WebSession(
                new CachingWeb(
                        new RetryingWeb(new GuardedWeb(guard, exchange, breakers, settings)),
                        cache,
                        settings,
                        files,
                        json),
                client);
    }
}
