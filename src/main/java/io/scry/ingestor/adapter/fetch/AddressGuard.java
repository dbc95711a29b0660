package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.WebAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of servers, and lets only those through that may be asked. The HTTP client connects to nothing but
 * what comes from here, so that what was checked is what is connected to.
 */
final class AddressGuard implements DnsResolver {

    private final DnsResolver names;
    private final List<String> allowedHosts;
    private final List<Network> allowedNetworks;
    private final List<String> onlyHosts;

    AddressGuard(FetchSettings settings, DnsResolver names) {
        this.names = names;
        this.allowedHosts = settings.allowedHosts();
        this.allowedNetworks =
                settings.allowedNetworks().stream().map(Network::of).toList();
        this.onlyHosts = settings.onlyHosts();
    }

    /**
     * @throws UnreadableSourceException if this service does not ask that server, wherever it is
     */
    void check(WebAddress address) {
        if (!onlyHosts.isEmpty() && !isListed(address.host(), onlyHosts)) {
            throw forbidden(address.host() + " is none of the servers that are asked (fetch.only_hosts).");
        }
    }

    /**
     * @throws UnreadableSourceException if the name leads to an address that is not public, and is not allowed
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (isListed(host, allowedHosts)) {
            return addresses;
        }
        for (InetAddress address : addresses) {
            if (!PublicAddresses.include(address)
                    && allowedNetworks.stream().noneMatch(network -> network.contains(address))) {
                throw forbidden(host + " is at an address that is not public, and such are not fetched. An operator can"
                        + " allow it (fetch.allowed_hosts, fetch.allowed_networks).");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    private static UnreadableSourceException forbidden(String message) {
        return new UnreadableSourceException(Reason.FORBIDDEN_ADDRESS, message);
    }

    private static boolean isListed(String host, List<String> hosts) {
        String name = withoutBrackets(host);
        return hosts.stream()
                .anyMatch(listed -> listed.startsWith("*.")
                        ? name.endsWith(listed.substring(1))
                        : name.equalsIgnoreCase(withoutBrackets(listed)));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
