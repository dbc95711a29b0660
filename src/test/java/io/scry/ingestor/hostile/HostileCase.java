package io.scry.ingestor.hostile;

import static io.scry.ingestor.harness.Submitter.INGEST;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Api.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One source or request that was made to do harm.
 *
 * @param adapter the one that reads it, whose next good document has to be read
 * @param outcome what has to come of it: {@link #READ}, a status, or the last part of a problem's type; several with
 *     {@code |} between them where it depends on the machine
 */
record HostileCase(String name, String adapter, Way way, String outcome) {

    /** It is read, as far as it can be. */
    static final String READ = "read";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How it is sent. */
    interface Way {
        Answer send(Api api) throws Exception;
    }

    /** Makes the bytes of it, when its turn comes. */
    interface Content {
        byte[] make() throws Exception;
    }

    /** An upload. */
    static HostileCase upload(String name, String adapter, Content content, String outcome) {
        return upload(name, adapter, content, Map.of(), outcome);
    }

    /** An upload with options. */
    static HostileCase upload(String name, String adapter, Content content, Map<String, ?> options, String outcome) {
        return new HostileCase(
                name,
                adapter,
                api -> api.upload(
                        INGEST,
                        "source.bin",
                        content.make(),
                        Map.of("adapter_type", adapter, "source_config", JSON.writeValueAsString(options)),
                        "Prefer",
                        "wait=120"),
                outcome);
    }

    /** An upload of text. */
    static HostileCase text(String name, String adapter, String text, String outcome) {
        return upload(name, adapter, () -> utf8(text), outcome);
    }

    /** An upload of text with options. */
    static HostileCase text(String name, String adapter, String text, Map<String, ?> options, String outcome) {
        return upload(name, adapter, () -> utf8(text), options, outcome);
    }

    /** A JSON request with this {@code source_config}. */
    static HostileCase submit(String name, String adapter, Map<String, ?> sourceConfig, String outcome) {
        return new HostileCase(
                name,
                adapter,
                api -> api.postJson(INGEST, Map.of("adapter_type", adapter, "source_config", sourceConfig)),
                outcome);
    }

    /** A request with any body. */
    static HostileCase body(String name, String contentType, Content body, String outcome, String... headers) {
        return new HostileCase(name, "json", api -> api.postBytes(INGEST, contentType, body.make(), headers), outcome);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether an answer is what has to come of it. */
    boolean isMetBy(Answer answer) throws IOException {
        for (String one : outcome.split("\\|", -1)) {
            boolean met = one.equals(READ)
                    ? answer.status() == 200
                    : one.matches("\\d+")
                            ? answer.status() == Integer.parseInt(one)
                            : answer.status() / 100 == 4
                                    && answer.json().path("type").asString().equals("urn:scry:problem:" + one);
            if (met) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return adapter + ": " + name;
    }
}
