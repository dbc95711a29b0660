package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Callers that come too often. */
class RateLimitIT {

    private static final String LIST = "/api/v1/ingestions";
    private static final String[] ANN = {"X-API-Key", "secret-of-ann"};
    private static final String[] BOB = {"X-API-Key", "secret-of-bob"};

    @Test
    void holdsEachBackByItselfAndNeverAProbe() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of(
                "SCRY_API_KEYS", "ann:secret-of-ann,bob:secret-of-bob",
                "SCRY_RATE_LIMIT__ENABLED", "true",
                "SCRY_RATE_LIMIT__REQUESTS", "60",
                "SCRY_RATE_LIMIT__PERIOD", "1h",
                "SCRY_RATE_LIMIT__BURST", "3"))) {
            Api api = service.api();
            for (int left = 2; left >= 0; left--) {
                Api.Answer served = api.get(LIST, ANN);
                assertThat(served.status()).isEqualTo(200);
                assertThat(served.header("RateLimit-Policy")).isEqualTo("\"default\";q=60;w=3600");
                assertThat(served.header("RateLimit")).isEqualTo("\"default\";r=" + left + ";t=60");
            }
            Api.Answer refused = api.get(LIST, ANN);
            Refusal.of(refused, 429, "rate-limited");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
            assertThat(refused.header("RateLimit")).isEqualTo("\"default\";r=0;t=" + refused.header("Retry-After"));
            Refusal.of(service.submitter().submit("json", Map.of("data", "[1]"), ANN), 429, "rate-limited");

            assertThat(api.get(LIST, BOB).status()).isEqualTo(200);
            for (int request = 0; request < 3; request++) {
                Refusal.of(api.get(LIST, "X-API-Key", "guess-number-" + request), 401, "unauthorized");
            }
            Refusal.of(api.get(LIST, "X-API-Key", "guess-number-4"), 429, "rate-limited");
            Refusal.of(api.get("/openapi.json"), 429, "rate-limited");

            for (String operation : new String[] {"/health", "/ready", "/metrics", "/actuator/health"}) {
                for (int request = 0; request < 5; request++) {
                    Api.Answer answer = api.get(operation);
                    assertThat(answer.status()).isNotEqualTo(429);
                    assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
                }
            }
            assertThat(api.get("/metrics").body()).contains("scry_ingestor_requests_rate_limited_total 4.0");
        }
    }

    /** And tells it nothing by that: a right key that was not in use there before is held back, too. */
    @Test
    void holdsAnAddressBackFromWhichUnknownKeysCome() throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of(
                "SCRY_API_KEYS", "ann:secret-of-ann,bob:secret-of-bob",
                "SCRY_ADMIN_API_KEYS", "root:secret-of-root",
                "SCRY_RATE_LIMIT__ENABLED", "true",
                "SCRY_RATE_LIMIT__PERIOD", "1h",
                "SCRY_RATE_LIMIT__UNKNOWN_KEYS", "3"))) {
            Api api = service.api();
            assertThat(api.get(LIST, ANN).status()).isEqualTo(200);
            for (int guess = 0; guess < 3; guess++) {
                Refusal.of(api.get("/api/v1/config", "X-API-Key", "guess-number-" + guess), 401, "unauthorized");
            }
            for (String secret : new String[] {"guess-number-4", "secret-of-bob", "secret-of-root"}) {
                Api.Answer refused = api.get("/api/v1/config", "X-API-Key", secret);
                Refusal.of(refused, 429, "rate-limited");
                assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"unknown-keys\";q=3;w=3600");
                assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 1200);
            }
            assertThat(api.get(LIST, ANN).status()).isEqualTo(200);
            Refusal.of(api.get(LIST), 401, "unauthorized");
        }
    }

    @Test
    void isOffInDevelopment() throws Exception {
        assertThat(ServiceInJvm.shared().api().get(LIST).headers().firstValue("RateLimit"))
                .isEmpty();
    }
}
