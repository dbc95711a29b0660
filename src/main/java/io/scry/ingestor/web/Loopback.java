package io.scry.ingestor.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request was made by a program of this machine, on its own account: not passed on by a proxy, and not made by a
 * browser for the page of another site, be it that site's name leads here (DNS rebinding) or not.
 */
final class Loopback {

    /** What proxies add; that a request has one shows that it came from elsewhere. */
    private static final List<String> PROXIED = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Real-IP",
            "X-Client-IP",
            "True-Client-IP",
            "CF-Connecting-IP",
            "Via");

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {}

    static boolean isOrigin(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && PROXIED.stream().allMatch(header -> request.getHeader(header) == null)
                && isHere(request.getHeader("Host"), request.getHeader("Origin"));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A program that is no browser sends no origin; a browser sends that of the page, and a page of ours has our name. */
    private static boolean isHere(@Nullable String host, @Nullable String origin) {
        if (host == null || !NAMES.contains(host.replaceFirst(":[0-9]+$", ""))) {
            return false;
        }
        return origin == null || host.equals(authority(origin));
    }

    private static @Nullable String authority(String origin) {
        try {
            return new URI(origin).getRawAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
