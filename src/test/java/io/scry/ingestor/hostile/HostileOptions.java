package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.body;
import static io.scry.ingestor.hostile.HostileCase.submit;
import static io.scry.ingestor.hostile.HostileCase.utf8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests whose options were made to do harm. */
final class HostileOptions {

    private static final String JSON = "application/json";

    /** Of the values, those that are a share. */
    private static final Set<String> SHARES = Set.of("1e-999999999", "0.5");

    private HostileOptions() {}

    static List<HostileCase> all() {
        List<HostileCase> cases = new ArrayList<>();
        for (String value : List.of(
                "1e999999999",
                "-1e999999999",
                "1e-999999999",
                "99999999999999999999",
                "\"x\"",
                "[]",
                "{}",
                "null",
                "true",
                "0.5")) {
            cases.add(body(
                    "a whole number that is " + value,
                    JSON,
                    () -> utf8("{\"adapter_type\":\"json\",\"source_config\":{\"data\":\"[]\",\"min_records\":" + value
                            + "}}"),
                    "invalid-options"));
            cases.add(body(
                    "a share that is " + value,
                    JSON,
                    () -> utf8(
                            "{\"adapter_type\":\"csv\",\"source_config\":{\"data\":\"a,b\\n1,2\",\"min_completeness\":"
                                    + value + "}}"),
                    SHARES.contains(value) ? READ : "invalid-options"));
        }
        cases.add(submit(
                "50,000 required fields",
                "json",
                Map.of("data", "[]", "required_fields", Collections.nCopies(50_000, "/a")),
                "invalid-options"));
        cases.add(submit(
                "a path of 50,000 parts",
                "json",
                Map.of("data", "[{}]", "required_fields", List.of("/a".repeat(50_000))),
                READ));
        cases.add(submit(
                "a pointer of 50,000 parts",
                "json",
                Map.of("data", "[]", "records_path", "/a~0".repeat(50_000)),
                "wrong-type"));
        cases.add(submit(
                "a pointer of an API with 50,000 parts",
                "rest",
                Map.of("endpoint", "http://127.0.0.1:1/", "records_path", "/a~1".repeat(50_000)),
                "forbidden-address"));
        cases.add(submit(
                "200,000 page ranges",
                "pdf",
                Map.of("data", "%PDF-1.7", "pages", "1,".repeat(200_000) + "1"),
                "invalid-options"));
        cases.add(submit(
                "options that only operators set",
                "json",
                Map.of("data", "[]", "max_depth", 1_000_000),
                "invalid-options"));
        cases.add(submit(
                "options that no adapter has",
                "json",
                Map.of("data", "[]", "__proto__", "x", "class.module.classLoader", "y"),
                "invalid-options"));
        cases.add(submit(
                "a list where a word should be",
                "csv",
                Map.of("data", "a,b", "delimiter", List.of(",", ";")),
                "invalid-options"));
        cases.add(submit(
                "a delimiter of 1 MB",
                "csv",
                Map.of("data", "a,b", "delimiter", ",".repeat(1 << 20)),
                "invalid-options"));
        cases.add(submit(
                "a header that is set over another",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("Host", "127.0.0.1")),
                "invalid-options"));
        cases.add(submit(
                "a header of two lines",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("X-A", "b\r\nHost: 127.0.0.1")),
                "invalid-options"));
        cases.add(submit(
                "a header's name of two lines",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("X-A: b\r\nHost", "127.0.0.1")),
                "invalid-options"));
        cases.add(submit(
                "a length of one's own",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("Content-Length", "0")),
                "invalid-options"));
        cases.add(submit(
                "a coding of one's own",
                "rest",
                Map.of("endpoint", "https://example.com/", "headers", Map.of("transfer-encoding", "chunked")),
                "invalid-options"));
        cases.add(submit(
                "a token of two lines",
                "rest",
                Map.of("endpoint", "https://example.com/", "auth", Map.of("type", "bearer", "token", "a\r\nX: b")),
                "invalid-options"));
        return cases;
    }
}
