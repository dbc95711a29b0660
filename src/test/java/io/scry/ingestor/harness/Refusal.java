package io.scry.ingestor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api.Answer;
import tools.jackson.databind.JsonNode;

/** What every refusal has to be: a problem (RFC 9457) that a program can tell from others and a person can act on. */
public final class Refusal {

    private Refusal() {}

    /** The problem in an answer that has to have this status, and a type that ends in this name. */
    public static JsonNode of(Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("type").asString()).as(answer.body()).isEqualTo("urn:scry:problem:" + name);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString())
                .hasSizeBetween(20, 400)
                .doesNotContain("Exception", "java.", "/tmp");
        assertThat(problem.path("correlation_id").asString()).isNotBlank().isEqualTo(answer.header("X-Correlation-ID"));
        return problem;
    }
}
