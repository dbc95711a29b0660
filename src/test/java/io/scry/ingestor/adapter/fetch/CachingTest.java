package io.scry.ingestor.adapter.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachingTest {

    @Test
    void asksOnceAndGivesEveryoneTheirOwn() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (TestServer server = new TestServer();
                WebHarness web = new WebHarness(Map.of())) {
            server.on("/", exchange -> TestServer.json(exchange, "{\"call\":" + calls.incrementAndGet() + "}"));

            assertThat(web.send(request(server, "a"))).isEqualTo("{\"call\":1}");
            assertThat(web.send(request(server, "a"))).isEqualTo("{\"call\":1}");
            assertThat(web.send(request(server, "b"))).isEqualTo("{\"call\":2}");
            assertThat(web.get(server.url("/"))).isEqualTo("{\"call\":3}");
            assertThat(web.cache().times).containsOnly(Duration.ofMinutes(1));
            assertThat(web.cache().kept.toString()).doesNotContain("Bearer");
            assertThat(web.leftovers()).isEmpty();
        }
    }

    private static Web.Request request(TestServer server, String user) {
        WebAddress address = WebAddress.of(server.url("/"));
        Web.Terms terms = new Web.Terms(
                Duration.ofSeconds(10), 1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));
        return new Web.Request(
                Web.Method.GET, address, address, Map.of("Authorization", "Bearer " + user), null, terms);
    }

    @Test
    void asksAgainIfWhatIsKeptCannotBeRead() throws Exception {
        try (TestServer server = new TestServer();
                WebHarness web = new WebHarness(Map.of())) {
            server.on("/", 200, "application/json", "{}");
            web.send(request(server, "a"));
            web.cache().kept.replaceAll((key, value) -> "from another release");
            assertThat(web.send(request(server, "a"))).isEqualTo("{}");
            assertThat(server.seen()).hasSize(2);
        }
    }

    @Test
    void keepsNothingThatIsTooLarge() throws Exception {
        try (TestServer server = new TestServer();
                WebHarness web = new WebHarness(Map.of("max_cached_size", "10B"))) {
            server.on("/", 200, "application/json", "[\"more than ten bytes\"]");
            web.send(request(server, "a"));
            assertThat(web.cache().kept).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | ''                        | ''  | ''       | 60
            200 | max-age=10                | ''  | ''       | 10
            200 | 'public, MAX-AGE="10"'    | ''  | ''       | 10
            200 | max-age=600               | ''  | ''       | 60
            200 | 'max-age=600, s-maxage=5' | ''  | ''       | 5
            200 | max-age=10                | 4   | ''       | 6
            200 | max-age=10                | 99  | ''       | 0
            200 | max-age=0                 | ''  | ''       | 0
            200 | no-store                  | ''  | ''       | 0
            200 | 'no-cache, max-age=10'    | ''  | ''       | 0
            200 | private                   | ''  | ''       | 0
            200 | ''                        | ''  | *        | 0
            200 | ''                        | ''  | Accept   | 60
            404 | max-age=10                | ''  | ''       | 0
            """)
    void keepsAnswersNoLongerThanTheServerAllows(int status, String control, String age, String vary, int seconds) {
        Web.Answer answer = new Web.Answer(
                status,
                WebAddress.of("http://example.com/"),
                Map.of("cache-control", List.of(control), "AGE", List.of(age), "Vary", List.of(vary)),
                Path.of("none"),
                0,
                "");
        assertThat(CacheControl.lifetime(answer, Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(seconds));
    }
}
