package io.scry.ingestor.adapter.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.WebAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to have the service ask a server that it should not: none of them leads to a connection. */
@Timeout(60)
class SsrfTest {

    private static final InMemoryDnsResolver NAMES = new Names();
    /** What nobody may ask, at an address of this machine. */
    private static RawServer inside;

    /** Names that lead to what is not public, as names of others do; an address is its own name. */
    private static final class Names extends InMemoryDnsResolver {

        private static final Map<String, String> KNOWN = Map.of(
                "localhost", "127.0.0.1",
                "admin.localhost", "127.0.0.1",
                "127.0.0.1.nip.example", "127.0.0.1",
                "metadata.google.internal", "169.254.169.254",
                "metadata", "169.254.169.254",
                "instance-data", "169.254.169.254",
                "kubernetes.default.svc", "10.96.0.1",
                "printer.local", "fe80::1",
                "xn--ls8h.example", "127.0.0.1");

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            String known = KNOWN.getOrDefault(host, host);
            try {
                return new InetAddress[] {InetAddress.ofLiteral(known.replaceAll("[\\[\\]]", ""))};
            } catch (IllegalArgumentException e) {
                throw new UnknownHostException(host);
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        inside = new RawServer(out -> RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"));
    }

    @AfterAll
    static void stop() throws Exception {
        inside.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // One address in many notations.
                "http://127.0.0.1:$/",
                "http://127.0.0.1.:$/",
                "http://2130706433:$/",
                "http://2130706433.:$/",
                "http://0x7f000001:$/",
                "http://0X7F000001:$/",
                "http://017700000001:$/",
                "http://0000017700000001:$/",
                "http://0x7f.0x0.0x0.0x1:$/",
                "http://0177.0.0.01:$/",
                "http://0x7f.0.1:$/",
                "http://127.0x1:$/",
                "http://127.1:$/",
                "http://127.0.1:$/",
                "http://127.00.00.01:$/",
                "http://0:$/",
                "http://0.0:$/",
                "http://0.0.0.0:$/",
                "http://00000000000000000000:$/",
                "http://127.0.0.1.1:$/",
                "http://127.0.0.257:$/",
                "http://4294967297:$/",
                "http://18446744071692880897:$/",
                "http://127.8.9.1:$/",
                "http://127.127.127.127:$/",
                // In IPv6.
                "http://[::1]:$/",
                "http://[::]:$/",
                "http://[0000::1]:$/",
                "http://[::0.0.0.1]:$/",
                "http://[::127.0.0.1]:$/",
                "http://[::ffff:127.0.0.1]:$/",
                "http://[::ffff:7f00:1]:$/",
                "http://[0:0:0:0:0:ffff:7f00:0001]:$/",
                "http://[::ffff:0:127.0.0.1]:$/",
                "http://[64:ff9b::7f00:1]:$/",
                "http://[64:ff9b::10.0.0.1]:$/",
                "http://[64:ff9b:1::127.0.0.1]:$/",
                "http://[2002:7f00:1::1]:$/",
                "http://[2001::7f00:1]:$/",
                "http://[2001:0:0:0:0:0:80ff:fffe]:$/",
                "http://[fe80::5efe:7f00:1]:$/",
                "http://[2a00:1450::5efe:127.0.0.1]:$/",
                "http://[2a00:1450::200:5efe:a00:1]:$/",
                "http://[::1%25lo]:$/",
                "http://[::1%lo]:$/",
                "http://[fe80::1%251]:$/",
                "http://[fd00:ec2::254]/",
                "http://[fd00::1]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://[2001:db8::1]/",
                "http://[2001:2::1]/",
                "http://[2001:10::1]/",
                "http://[3fff:fff::1]/",
                "http://[5f00::1]/",
                "http://[100::1]/",
                "http://[::1:$/",
                "http://[[::1]]:$/",
                "http://[::1].:$/",
                "http://[::1]x:$/",
                // In letters and digits of others.
                "http://\u2460\u2461\u2466.\u24EA.\u24EA.\u2460:$/",
                "http://\uFF11\uFF12\uFF17.0.0.1:$/",
                "http://127\u30020\u30020\u30021:$/",
                "http://127\uFF0E0\uFF0E0\uFF0E1:$/",
                "http://\u0967\u0968\u096D.0.0.1:$/",
                "http://loc\u0430lhost:$/",
                "http://\uFF4Cocalhost:$/",
                "http://\u2112ocalhost:$/",
                "http://local\u00ADhost:$/",
                "http://local\u200Bhost:$/",
                "http://%6c%6f%63%61%6c%68%6f%73%74:$/",
                "http://127.0.0%2e1:$/",
                "http://127.0.0.1%00.example.com:$/",
                "http://127.0.0.1%2f.example.com:$/",
                "http://xn--ls8h.example:$/",
                // Whose server it is.
                "http://example.com@127.0.0.1:$/",
                "http://example.com:80@127.0.0.1:$/",
                "http://a:b:c@127.0.0.1:$/",
                "http://a@b@127.0.0.1:$/",
                "http://127.0.0.1:$#@example.com/",
                "http://127.0.0.1:$?@example.com/",
                "http://example.com\\@127.0.0.1:$/",
                "http://127.0.0.1:$\\@example.com/",
                "http:\\\\127.0.0.1:$\\",
                "http:/\\127.0.0.1:$/",
                "http:127.0.0.1:$",
                "http:/127.0.0.1:$/",
                "http:///127.0.0.1:$/",
                "http:////127.0.0.1:$/",
                "//127.0.0.1:$/",
                "127.0.0.1:$/",
                "http://127.0.0.1:$:80/",
                "http://127.0.0.1:+$/",
                "http://127.0.0.1:0x50/",
                "http://127.0.0.1:-1/",
                "http://127.0.0.1:99999/",
                "http://127.0.0.1: $/",
                // White space and control characters.
                " http://127.0.0.1:$/ ",
                "\thttp://127.0.0.1:$/",
                "ht\ntp://127.0.0.1:$/",
                "http://127.0\t.0.1:$/",
                "http://127.0.0.1\r\n:$/",
                "http://127.0.0.1\0:$/",
                "http://127.0.0.1 .example.com:$/",
                // Names.
                "http://localhost:$/",
                "http://LocalHost.:$/",
                "http://localhost..:$/",
                "http://admin.localhost:$/",
                "http://127.0.0.1.nip.example:$/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://METADATA/",
                "http://instance-data/latest/",
                "https://kubernetes.default.svc/",
                "http://printer.local/",
                // What else is not public.
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.170.2/v2/credentials",
                "http://[::ffff:a9fe:a9fe]/",
                "http://0251.254.169.254/",
                "http://2852039166/",
                "http://100.100.100.200/",
                "http://192.0.0.192/",
                "http://168.63.129.16/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://100.127.255.255/",
                "http://192.0.2.1/",
                "http://198.18.0.1/",
                "http://198.19.255.255/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://192.88.99.1/",
                "http://224.0.0.1/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                // Other ways to ask.
                "file:///etc/passwd",
                "FILE:///etc/passwd",
                "file://127.0.0.1/etc/passwd",
                "gopher://127.0.0.1:$/_x",
                "jar:http://127.0.0.1:$/x.jar!/",
                "ftp://127.0.0.1:$/",
                "data:text/html,x",
                "ldap://127.0.0.1:$/",
                "dict://127.0.0.1:$/",
                "netdoc:///etc/passwd",
                "mailto:a@127.0.0.1",
                "javascript:alert(1)",
                "view-source:http://127.0.0.1:$/",
                "url:http://127.0.0.1:$/",
                "http+unix://%2fvar%2frun%2fdocker.sock/info",
                "https:127.0.0.1"
            })
    void leadsNowhere(String form) throws Exception {
        String url = form.replace("$", String.valueOf(inside.port()));
        int before = inside.connections();
        try (WebHarness web = new WebHarness(Map.of("allowed_networks", "", "max_attempts", 1), NAMES)) {
            Throwable refusal = catchThrowable(() -> web.get(url));

            assertThat(refusal)
                    .as("what became of %s", url)
                    .isInstanceOfAny(IllegalArgumentException.class, UnreadableSourceException.class);
            if (refusal instanceof UnreadableSourceException unreadable) {
                assertThat(unreadable.reason()).isEqualTo(Reason.FORBIDDEN_ADDRESS);
            }
        }
        assertThat(inside.connections()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "http://8.8.8.8/, 8.8.8.8",
        "https://1.1.1.1:8443/x, 1.1.1.1",
        "HTTP://9.9.9.9.:80/, 9.9.9.9",
        "http://[2606:4700::1111]/, [2606:4700::1111]",
        "http://[2a00:1450:4001:800::200e]:8080/, [2a00:1450:4001:800::200e]",
        "http://[2a00:1450::5efe:8.8.8.8]/, [2a00:1450::5efe:8.8.8.8]",
        "http://[64:ff9b::808:808]/, [64:ff9b::808:808]",
        "http://11.0.0.1/, 11.0.0.1",
        "http://100.63.255.255/, 100.63.255.255",
        "http://100.128.0.1/, 100.128.0.1",
        "http://172.15.0.1/, 172.15.0.1",
        "http://172.32.0.1/, 172.32.0.1",
        "http://169.253.0.1/, 169.253.0.1",
        "http://192.167.0.1/, 192.167.0.1",
        "http://198.20.0.1/, 198.20.0.1",
        "http://223.255.255.254/, 223.255.255.254",
        "http://user:127.0.0.1@8.8.4.4/, 8.8.4.4",
        "http://8.8.4.4/?url=http://127.0.0.1/, 8.8.4.4"
    })
    void isNoReasonToRefuseWhatIsPublic(String url, String host) throws Exception {
        WebAddress address = WebAddress.of(url);
        assertThat(address.host()).isEqualTo(host);
        AddressGuard guard = new AddressGuard(WebHarness.settings(Map.of("allowed_networks", "")), NAMES);
        guard.check(address);
        assertThat(guard.resolve(address.host())).hasSize(1);
    }

    @Test
    void isNoReasonToRefuseNamesThatLookLikeIt() {
        for (String host : List.of(
                "127.0.0.1.example.com",
                "10.example",
                "0x7f.example.com",
                "localhost.example.com",
                "a--b.example",
                "_dmarc.example.com",
                "xn--bcher-kva.example",
                "1a.example")) {
            assertThatCode(() -> WebAddress.of("https://" + host + "/"))
                    .as(host)
                    .doesNotThrowAnyException();
        }
    }
}
