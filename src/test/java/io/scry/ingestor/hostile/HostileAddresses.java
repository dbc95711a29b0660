package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Paths and URLs that the service is asked to read. */
final class HostileAddresses {

    private HostileAddresses() {}

    /**
     * All of them.
     *
     * @param canary a server of this machine that must never be asked
     */
    static List<HostileCase> all(String canary) {
        List<HostileCase> cases = new ArrayList<>(paths());
        cases.addAll(urls(canary));
        return cases;
    }

    /** The service may read one folder, which has a link to /etc and one to its own parent. */
    private static List<HostileCase> paths() {
        List<HostileCase> cases = new ArrayList<>();
        for (String path : List.of(
                "/etc/passwd",
                "../secret.json",
                "sub/../../secret.json",
                "link/passwd",
                "up/secret.json",
                "secret-link.json",
                ".",
                "",
                "sub",
                "\0",
                "a\0.json",
                "file:///etc/passwd",
                "~/.bashrc",
                "%2e%2e/secret.json",
                "..\\secret.json",
                "pipe",
                "/dev/zero",
                "/proc/self/environ",
                "x".repeat(10_000),
                "a/".repeat(3000) + "b",
                "\uD800")) {
            cases.add(submit(
                    "the path " + path.substring(0, Math.min(20, path.length())).replace('\0', '0'),
                    "json",
                    Map.of("source_type", "file", "path", path),
                    "file-not-found"));
        }
        cases.add(submit(
                "a file that is allowed", "json", Map.of("source_type", "file", "path", "sub/../good.json"), READ));
        return cases;
    }

    private static List<HostileCase> urls(String canary) {
        List<HostileCase> cases = new ArrayList<>();
        String port = canary.substring(canary.lastIndexOf(':'));
        for (String host : List.of(
                "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.0.0.1.", "a@127.0.0.1")) {
            cases.add(at(host, port, "forbidden-address"));
        }
        for (String host : List.of("127.1", "2130706433", "0x7f000001", "017700000001", "①②⑦.0.0.1", "127。0。0。1")) {
            cases.add(at(host, port, "invalid-url"));
        }
        for (String url : List.of(
                "file:///etc/passwd",
                "jar:" + canary + "!/",
                "gopher://127.0.0.1" + port,
                "data:text/html,x",
                "ftp://127.0.0.1" + port + "/",
                "//127.0.0.1" + port,
                "http:127.0.0.1" + port,
                "http://127.0.0.1\\@example.com/",
                "http://exam\nple.com/",
                "http://[::1",
                "http://" + "a".repeat(9000) + ".com/")) {
            cases.add(submit(
                    "the URL " + url.substring(0, Math.min(30, url.length())).replace('\n', ' '),
                    "soup",
                    Map.of("url", url),
                    "invalid-url"));
        }
        cases.add(submit("an API on this machine", "rest", Map.of("endpoint", canary + "/api"), "forbidden-address"));
        cases.add(submit(
                "the metadata of a cloud",
                "rest",
                Map.of("endpoint", "http://169.254.169.254/latest/meta-data/"),
                "forbidden-address"));
        return cases;
    }

    private static HostileCase at(String host, String port, String outcome) {
        return submit("a URL at " + host, "soup", Map.of("url", "http://" + host + port + "/"), outcome);
    }
}
