package io.scry.ingestor.adapter;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The host and port of a URL, in the one way in which they can be read; what can be read in several is refused. */
final class UrlHost {

    private static final int LONGEST = 253;
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\\.)*[a-z0-9_][a-z0-9_-]{0,62}");
    private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?[0-9][^.]*");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])(?:\\.(?!$)|$)){4}");

    private UrlHost() {}

    /** In lower case and without a dot at its end. Numbers are read as addresses in the one usual way, or not at all. */
    static String normal(String written) {
        String host = written.toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return ipv6(host);
        }
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (NUMERIC_END.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "The URL's host is a number: write an IPv4 address as four decimal numbers, such as 192.0.2.1.");
        }
        if (host.length() > LONGEST || !NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("The URL's host is no name of a server: it has letters, digits, dots and"
                    + " hyphens; names in other scripts are written as xn--….");
        }
        return host;
    }

    private static String ipv6(String host) {
        String inner = host.substring(1, host.length() - 1);
        try {
            if (inner.matches("[0-9a-f:.]+") && inner.contains(":")) {
                InetAddress.ofLiteral(inner);
                return host;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The URL's host is no IPv6 address, though it stands in brackets.", e);
        }
        throw new IllegalArgumentException("The URL's host is no IPv6 address, though it stands in brackets.");
    }

    /** Empty if it is the scheme's own. */
    static String port(@Nullable String written, String scheme) {
        if (written == null || written.isEmpty()) {
            return "";
        }
        int port = Integer.parseInt(written);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The URL's port is not from 1 to 65535.");
        }
        return port == (scheme.equals("https") ? 443 : 80) ? "" : ":" + port;
    }
}
