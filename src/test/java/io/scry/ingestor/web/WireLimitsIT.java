package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.RawHttp;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service says to requests that are none, and in the headers of every answer. */
class WireLimitsIT {

    private final ServiceInJvm service = ServiceInJvm.shared();
    private final Api api = service.api();
    private final URI base = api.baseUrl();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/9                                   | 505",
                "GET / HTTP/1.1 trailing                        | 400",
                "GET /a b HTTP/1.1                              | 400",
                "GET /%zz HTTP/1.1                              | 400",
                "GET /%00 HTTP/1.1                              | 400",
                "GET /a%2fb HTTP/1.1                            | 400",
                "GET /a%5cb HTTP/1.1                            | 400",
                "GET /..%2f..%2fetc/passwd HTTP/1.1             | 400",
                "GET /../../etc/passwd HTTP/1.1                 | 400",
                "GET //api/v1/ingestions HTTP/1.1               | 400",
                "GET /api/v1/ingestions;a=b HTTP/1.1            | 400",
                "GET /health;a=b HTTP/1.1                       | 400",
                "GET /<script>alert(1)</script> HTTP/1.1        | 400",
                "TRACE / HTTP/1.1                               | 405",
                "CONNECT localhost:80 HTTP/1.1                  | 501",
                "BREW /api/v1/ingestions HTTP/1.1               | 400",
                "G@T / HTTP/1.1                                 | 400",
                "PATCH /api/v1/ingestions HTTP/1.1              | 405",
                "PUT /health HTTP/1.1                           | 405"
            })
    void refusesWhatIsNoRequestOfItsOwn(String line, int status) throws IOException {
        problem(RawHttp.exchange(base, line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"), status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost\r\nHost: other",
                "Host: a b",
                "Accept: x",
                "Host: localhost\r\nContent-Length: 1\r\nContent-Length: 2",
                "Host: localhost\r\nContent-Length: -1",
                "Host: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked, identity",
                "Host: localhost\r\nTransfer-Encoding: gzip, nothing"
            })
    void refusesHeadersThatContradictThemselves(String headers) throws IOException {
        String answer = RawHttp.exchange(base, "POST /api/v1/ingest HTTP/1.1\r\n" + headers + "\r\n\r\n");
        assertThat(answer).containsPattern("^HTTP/1.1 (400|501) ");
        problem(answer, Integer.parseInt(answer, 9, 12, 10));
    }

    @Test
    void refusesHeadsThatAreTooLargeOrHaveTooManyHeaders() throws IOException {
        for (String head : new String[] {
            "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-Big: " + "a".repeat(20_000),
            "GET / HTTP/1.1\r\nHost: localhost" + "\r\nX-Many: 1".repeat(200)
        }) {
            problem(RawHttp.exchange(base, head + "\r\nConnection: close\r\n\r\n"), 400);
        }
    }

    /** The JSON of a problem without anything that tells what made it. */
    private static void problem(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        String[] parts = answer.split("\r\n\r\n", 2);
        String head = parts[0].toLowerCase(Locale.ROOT);
        assertThat(head)
                .contains("content-type: application/problem+json", "x-content-type-options: nosniff", "no-store")
                .doesNotContain("\r\nserver:", "x-powered-by", "tomcat");
        String body = parts[1].contains("\r\n")
                ? parts[1].replaceAll("(?m)^[0-9a-f]+\r\n", "").strip()
                : parts[1];
        JsonNode problem = JsonMapper.shared().readTree(body);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).startsWith("urn:scry:problem:");
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(answer).doesNotContainIgnoringCase("tomcat", "apache", "Exception", "\tat ", "<html", "script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/ready?detailed=true",
                "/ready?detailed=maybe",
                "/metrics",
                "/openapi.json",
                "/api/v1/ingestions",
                "/api/v1/config",
                "/api/v1/nothing",
                "/swagger-ui/index.html"
            })
    void sendsTheHeadersThatBrowsersShouldSee(String path) throws Exception {
        Api.Answer answer = api.get(path);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.headers().map().keySet())
                .doesNotContain("server", "x-powered-by", "strict-transport-security", "access-control-allow-origin");
        if (!path.startsWith("/health") && !path.startsWith("/ready?detailed=true")) {
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'");
        }
    }

    @Test
    void opensItselfToNoOtherOrigin() throws IOException {
        for (String path : new String[] {"/api/v1/ingest", "/metrics", "/openapi.json", "/health"}) {
            for (String method : new String[] {"OPTIONS", "GET"}) {
                String answer = RawHttp.exchange(
                        base,
                        method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                                + "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n");
                assertThat(answer).startsWith("HTTP/1.1 ").doesNotContainIgnoringCase("\r\nAccess-Control-");
            }
        }
    }

    @Test
    void limitsThePartsOfAnUpload() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int part = 0; part < 30; part++) {
            many.append("--b\r\nContent-Disposition: form-data; name=\"p")
                    .append(part)
                    .append("\"\r\n\r\n1\r\n");
        }
        JsonNode tooMany = Refusal.of(upload(many + "--b--\r\n"), 413, "too-many-parts");
        assertThat(tooMany.path("detail").asString()).contains("20");

        String head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + "x".repeat(10_000) + "\"";
        Refusal.of(upload(head + "\r\n\r\n1\r\n--b--\r\n"), 400, "malformed-multipart");

        StringBuilder query = new StringBuilder("/api/v1/ingestions?limit=1");
        for (int parameter = 0; parameter < 200; parameter++) {
            query.append("&p").append(parameter).append("=1");
        }
        assertThat(api.get(query.toString()).status()).isEqualTo(400);
    }

    private Api.Answer upload(String body) throws IOException, InterruptedException {
        return api.postBytes(
                Submitter.INGEST, "multipart/form-data; boundary=b", body.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void takesNamesOfFilesInAnyScript() throws Exception {
        Api.Answer answer = api.upload(
                Submitter.INGEST, "é漢".repeat(100) + ".json", "[1]".getBytes(StandardCharsets.UTF_8), Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
