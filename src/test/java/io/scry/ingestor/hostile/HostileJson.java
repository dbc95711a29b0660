package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.text;
import static io.scry.ingestor.hostile.HostileCase.upload;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON texts. */
final class HostileJson {

    private HostileJson() {}

    static List<HostileCase> all() {
        List<HostileCase> cases = new ArrayList<>(List.of(
                json("a million arrays in each other", "[".repeat(1_000_000), "limit-exceeded"),
                json("a million objects in each other", "{\"a\":".repeat(1_000_000), "limit-exceeded"),
                json("as deep as is allowed", "[".repeat(499) + "]".repeat(499), READ),
                json(
                        "deep and flattened",
                        "[" + "{\"a\":".repeat(450) + "1" + "}".repeat(450) + "]",
                        Map.of("flatten", true),
                        READ),
                json(
                        "deep with long names, flattened",
                        "[" + ("{\"" + "a".repeat(8000) + "\":").repeat(400) + "1" + "}".repeat(400) + "]",
                        Map.of("flatten", true),
                        "limit-exceeded"),
                json("numbers beyond all numbers", "[1e999999999,-1e999999999,1e-999999999,1E+2147483648]", READ),
                json(
                        "such numbers with rules",
                        "[{\"a\":1e999999999},{\"a\":10e999999998}]",
                        Map.of("unique_fields", List.of("/a"), "flatten", true),
                        READ),
                json(
                        "such numbers around the records",
                        "{\"n\":1e999999999,\"m\":123456789012345678901234567890,\"r\":[{}]}",
                        Map.of("records_path", "/r"),
                        READ),
                json("a number of 1 MB", "[" + "9".repeat(1 << 20) + "]", "limit-exceeded"),
                json("a fraction of 1 MB", "[0." + "9".repeat(1 << 20) + "]", "limit-exceeded"),
                json("a number that is cut", "[1e", "damaged"),
                json("a number with a zero before it", "[01]", "damaged"),
                json("what is no number", "[NaN,Infinity]", "damaged"),
                json("a name of 1 MB", "{\"" + "a".repeat(1 << 20) + "\":1}", "limit-exceeded"),
                json("a text of 8 MB", "[\"" + "a".repeat(8 << 20) + "\"]", READ),
                json("a text of 21 MB", "[\"" + "a".repeat(21 << 20) + "\"]", "limit-exceeded"),
                json("a name 100,000 times", "{" + "\"a\":1,".repeat(100_000) + "\"a\":1}", READ),
                json(
                        "a name 100,000 times, refused",
                        "{" + "\"a\":1,".repeat(100_000) + "\"a\":1}",
                        Map.of("duplicate_keys", "fail"),
                        "damaged"),
                json("200,000 names", names(200_000), READ),
                json("200,000 names in records of their own", records(200_000), READ),
                json("names whose hashes are alike", colliding(), READ),
                json("halves of surrogate pairs", "[\"\\ud800\",\"\\udc00\\ud800\",{\"\\ud800\":1}]", READ),
                json("NUL as an escape", "[{\"a\\u0000b\":\"\\u0000\"}]", READ),
                json("NUL as a byte", "[\"\0\"]", "damaged"),
                json("NUL behind the end", "[1]\0\0", "damaged"),
                json("control characters", "[\"\u0001\u001b[31m\"]", "damaged"),
                json("escapes of control characters", "[\"\\u001b[31m\\u202e\\u0007\"]", READ),
                json("two marks of byte order", "\uFEFF\uFEFF[1]", "damaged"),
                json("nothing but a mark of byte order", "\uFEFF", "empty"),
                json("nothing but blanks", " ".repeat(5_000_000), "empty"),
                json("a comment", "/* " + "*".repeat(100_000) + " */[1]", "damaged"),
                json("commas", "[" + ",".repeat(100_000) + "]", "damaged"),
                json("a backslash at the end", "[\"\\", "damaged"),
                json("half of an escape", "[\"\\u12", "damaged"),
                json("a script before it", ")]}',\n[1]", "wrong-type"),
                json("a path that is not there", "[]", Map.of("records_path", "/a".repeat(5000)), "wrong-type"),
                json("lines that are one value", "{\"a\":1}\n".repeat(1000) + "[", "damaged"),
                json("600,000 lines of nothing", "\n".repeat(600_000) + "{}\n{}", READ),
                json("a million empty records", "[" + "{},".repeat(1_000_000) + "{}]", READ),
                upload(
                        "bytes that are no UTF-8",
                        "json",
                        () -> new byte[] {'[', '"', (byte) 0xC0, (byte) 0x80, '"', ']'},
                        "wrong-encoding"),
                upload(
                        "half of a character",
                        "json",
                        () -> new byte[] {'[', '"', (byte) 0xE2, (byte) 0x82},
                        "wrong-encoding"),
                upload(
                        "half of a UTF-16 character",
                        "json",
                        () -> new byte[] {(byte) 0xFE, (byte) 0xFF, 0, '[', 0},
                        "wrong-encoding"),
                upload(
                        "surrogates as UTF-8",
                        "json",
                        () -> new byte[] {'[', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ']'},
                        "wrong-encoding"),
                upload("gzip", "json", () -> new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0}, "wrong-type")));
        for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
            cases.add(upload(
                    charset + " with a mark",
                    "json",
                    () -> "\uFEFF[{\"a\":1}]".getBytes(Charset.forName(charset)),
                    READ));
            cases.add(upload(
                    charset + " without one", "json", () -> "[{\"a\":1}]".getBytes(Charset.forName(charset)), READ));
        }
        cases.add(upload(
                "a mark of UTF-16 before UTF-8",
                "json",
                () -> ("\u00FF\u00FE" + "[1]").getBytes(StandardCharsets.ISO_8859_1),
                "wrong-encoding"));
        return cases;
    }

    private static HostileCase json(String name, String content, String outcome) {
        return text(name, "json", content, outcome);
    }

    private static HostileCase json(String name, String content, Map<String, ?> options, String outcome) {
        return text(name, "json", content, options, outcome);
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"n" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    private static String records(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"n" + i + "\":1}").collect(Collectors.joining(",", "[", "]"));
    }

    /** {@code Aa} and {@code BB} have the same hash in Java. */
    private static String colliding() {
        return IntStream.range(0, 1 << 15)
                .mapToObj(i -> "\""
                        + Integer.toBinaryString(i | 1 << 15).replace("1", "Aa").replace("0", "BB") + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
