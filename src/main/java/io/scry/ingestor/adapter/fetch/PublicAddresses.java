package io.scry.ingestor.adapter.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are public: those that IANA's registries of special-purpose addresses do not set apart. The list is one
 * of what is not public for IPv4, and of what is for IPv6, where most is not assigned.
 */
final class PublicAddresses {

    /** This network, private use, CGNAT, loopback, link-local with most clouds' metadata, documentation, multicast … */
    private static final List<Network> NOT_PUBLIC_IPV4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Azure's platform, which answers every virtual machine there.
            "168.63.129.16/32");

    private static final Network UNICAST_IPV6 = Network.of("2000::/3");

    /** Protocol assignments with Teredo, documentation, and 6to4, which leads to any IPv4 address. */
    private static final List<Network> NOT_PUBLIC_IPV6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** Where DNS64 puts IPv4 addresses; the address itself is in the last four bytes. */
    private static final Network NAT64 = Network.of("64:ff9b::/96");

    private PublicAddresses() {}

    private static List<Network> networks(String... ranges) {
        return Stream.of(ranges).map(Network::of).toList();
    }

    static boolean include(InetAddress address) {
        if (address instanceof Inet4Address) {
            return none(NOT_PUBLIC_IPV4, address);
        }
        if (NAT64.contains(address)) {
            return include(lastFourBytes(address));
        }
        return UNICAST_IPV6.contains(address)
                && none(NOT_PUBLIC_IPV6, address)
                && (!isTunnel(address) || include(lastFourBytes(address)));
    }

    /** Whether it is one of ISATAP (RFC 5214), whose last four bytes are the IPv4 address that it leads to. */
    private static boolean isTunnel(InetAddress address) {
        byte[] bytes = address.getAddress();
        return (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == (byte) 0xFE;
    }

    private static boolean none(List<Network> networks, InetAddress address) {
        return networks.stream().noneMatch(network -> network.contains(address));
    }

    private static InetAddress lastFourBytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an IPv4 address", e);
        }
    }
}
