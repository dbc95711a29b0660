package io.scry.ingestor.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Where a request comes from, as far as a caller cannot choose it. */
final class RemoteAddress {

    /** Of an IPv6 address, what a network gets; the rest its owner may change at will. */
    private static final int NETWORK_BYTES = 8;

    private RemoteAddress() {}

    static String of(HttpServletRequest request) {
        return network(request.getRemoteAddr());
    }

    static String network(String literal) {
        try {
            InetAddress address = InetAddress.ofLiteral(literal);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64"
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            // Not an address: a socket of another family. All of those are one caller.
            return "unknown";
        }
    }
}
