package io.scry.ingestor.adapter.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.net.InetAddress;
import java.util.Map;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that are not public, in every notation that some system takes for one of them. */
class ForbiddenAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.0.0.1./",
                "http://user@127.0.0.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0x7F.1/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://0177.0.0.0x1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0/",
                "http://0.0.0.0/",
                "http://127.000.000.001/",
                "http://1.2.3.4.5/",
                "http://256.1.1.1/",
                "http://%31%32%37.0.0.1/",
                "http://１２７.０.０.１/",
                "http://①②⑦.⓪.⓪.①/",
                "http://127。0。0。1/",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0251.0376.0251.0376/",
                "http://100.64.0.1/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://192.0.0.192/",
                "http://192.0.2.1/",
                "http://192.88.99.1/",
                "http://198.18.0.1/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://224.0.0.1/",
                "http://239.255.255.250/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://[::]/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[0000:0000:0000:0000:0000:0000:0000:0001]/",
                "http://[::127.0.0.1]/",
                "http://[::7f00:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:0:127.0.0.1]/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[64:ff9b:1::8.8.8.8]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "http://[2001:db8::1]/",
                "http://[3fff::1]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25eth0]/",
                "http://[fec0::1]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[ff02::1]/",
                "http://[100::1]/",
                "http://[::1%25lo]/",
                "http://[v1.127.0.0.1]/",
                "http://[127.0.0.1]/",
                "http://example.com:80@127.0.0.1/",
                "http://127.0.0.1#@example.com/",
                "http://127.0.0.1\\@example.com/",
                "http://example.com\\@127.0.0.1/",
                "http:///127.0.0.1/",
                "http:127.0.0.1",
                "//127.0.0.1/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "jar:http://example.com/!/",
                "data:text/html,x",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://exa mple.com/",
                "http://",
                "http://.com/",
                ""
            })
    void areRefusedInEveryNotation(String url) throws Exception {
        try (WebHarness web = new WebHarness(Map.of("allowed_networks", "", "max_attempts", 1))) {
            Throwable refusal = catchThrowable(() -> web.get(url));

            assertThat(refusal)
                    .as("what became of %s", url)
                    .isInstanceOfAny(IllegalArgumentException.class, UnreadableSourceException.class);
            assertThat(refusal).hasMessageNotContaining("null");
            if (refusal instanceof UnreadableSourceException unreadable) {
                assertThat(unreadable.reason()).isEqualTo(Reason.FORBIDDEN_ADDRESS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "198.17.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450::1",
                "64:ff9b::8.8.8.8"
            })
    void doNotIncludePublicOnes(String address) {
        assertThat(PublicAddresses.include(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void areRefusedBehindAName() throws Exception {
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("inside.example", InetAddress.ofLiteral("10.1.2.3"));
        names.add("mixed.example", InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("127.0.0.1"));
        names.add("mapped.example", InetAddress.ofLiteral("::ffff:127.0.0.1"));
        try (WebHarness web = new WebHarness(Map.of("allowed_networks", ""), names)) {
            for (String host : new String[] {"inside.example", "mixed.example", "mapped.example"}) {
                assertThatThrownBy(() -> web.get("http://" + host + "/"))
                        .isInstanceOf(UnreadableSourceException.class)
                        .hasMessageStartingWith(host + " is at an address that is not public");
            }
        }
    }

    @Test
    void areFetchedIfTheSettingsAllowThem() throws Exception {
        try (TestServer server = new TestServer()) {
            server.on("/", 200, "text/plain", "inside");
            InMemoryDnsResolver names = new InMemoryDnsResolver();
            names.add("api.internal", InetAddress.ofLiteral("127.0.0.1"));
            names.add("127.0.0.1", InetAddress.ofLiteral("127.0.0.1"));
            String url = "http://api.internal:" + server.port() + "/";
            try (WebHarness web =
                    new WebHarness(Map.of("allowed_networks", "", "allowed_hosts", "*.internal"), names)) {
                assertThat(web.get(url)).isEqualTo("inside");
                assertThatThrownBy(() -> web.get(server.url("/"))).isInstanceOf(UnreadableSourceException.class);
            }
            try (WebHarness web = new WebHarness(Map.of("allowed_networks", "127.0.0.1/32"), names)) {
                assertThat(web.get(url)).isEqualTo("inside");
            }
            // The server is told the name, though the address is what was looked up and checked.
            assertThat(server.seen().getFirst().header("Host")).isEqualTo("api.internal:" + server.port());
        }
    }

    @Test
    void areAskedOfTheResolverOnceAConnection() throws Exception {
        try (TestServer server = new TestServer()) {
            server.on("/", 200, "text/plain", "inside");
            int[] lookUps = {0};
            InMemoryDnsResolver rebinding = new InMemoryDnsResolver() {
                @Override
                public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
                    // The second answer would be a forbidden one: nobody may ask for it.
                    return new InetAddress[] {InetAddress.ofLiteral(lookUps[0]++ == 0 ? "127.0.0.1" : "10.0.0.1")};
                }
            };
            try (WebHarness web = new WebHarness(Map.of("allowed_networks", "127.0.0.0/8"), rebinding)) {
                assertThat(web.get("http://rebind.example:" + server.port() + "/"))
                        .isEqualTo("inside");
            }
            assertThat(lookUps[0]).isEqualTo(1);
        }
    }

    @Test
    void isWhatEveryOtherHostIsIfOnlySomeAreAsked() throws Exception {
        try (TestServer server = new TestServer()) {
            server.on("/", 200, "text/plain", "inside");
            try (WebHarness web = new WebHarness(Map.of("only_hosts", "api.example.com"))) {
                assertThatThrownBy(() -> web.get(server.url("/"))).hasMessageContaining("fetch.only_hosts");
            }
            assertThat(server.seen()).isEmpty();
        }
    }
}
