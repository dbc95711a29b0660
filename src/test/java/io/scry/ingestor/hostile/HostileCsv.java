package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.text;
import static io.scry.ingestor.hostile.HostileCase.upload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** CSV files. */
final class HostileCsv {

    private HostileCsv() {}

    static List<HostileCase> all() {
        return List.of(
                csv("a cell of 2 MB", "a,b\n" + "x".repeat(2 << 20) + ",1\n", "limit-exceeded"),
                csv("a cell of 2 MB in quotes", "a,b\n\"" + "x\n".repeat(1 << 20) + "\",1\n", "limit-exceeded"),
                csv("a quote that is never closed", "a,b\n\"" + "x,\n".repeat(100_000), "damaged"),
                csv("a quote that is never closed, in 3 MB", "a,b\n\"" + "x,\n".repeat(1 << 20), "damaged"),
                csv("a row of 20 MB", "a\n" + ("x".repeat(999) + ",").repeat(20_000), "limit-exceeded"),
                csv("a million columns", ",".repeat(1_000_000), "limit-exceeded"),
                csv("a million columns in the last row", "a,b\n1,2\n" + ",".repeat(1_000_000), "limit-exceeded"),
                csv(
                        "10,000 columns and 5,000 rows of one cell",
                        columns(10_000, "c") + "\n" + "x\n".repeat(5_000),
                        "limit-exceeded"),
                csv("10,000 long names", columns(10_000, "x".repeat(900)) + "\n" + "1\n".repeat(500), "limit-exceeded"),
                csv("10,000 columns of one name", "a,".repeat(9_999) + "a\n1,2\n", READ),
                csv(
                        "a name of 2,000 characters",
                        "x".repeat(2000) + ",b\n1,2\n",
                        Map.of("header", "present"),
                        "limit-exceeded"),
                csv("a million rows of nothing", "\n".repeat(1_000_000) + "a,b\n1,2", READ),
                csv("a million rows of one comma", "a,b\n" + ",\n".repeat(1_000_000), READ),
                csv("NUL", "a,b\n1,\0\n", "wrong-type"),
                csv("NUL far behind the start", "a,b\n" + "1,2\n".repeat(50_000) + "\0", "damaged"),
                csv("nothing but quotes", "\"".repeat(1_000_001), "damaged"),
                csv("nothing but carriage returns", "\r".repeat(100_000) + "a", READ),
                csv(
                        "numbers beyond all numbers",
                        "a,b\n1e999999999,0x7fffffffffffffffffff\n-1e-999999999," + "9".repeat(100_000),
                        READ),
                csv("dates that there are not", "a\n2026-02-31\n+999999999-12-31\n-0001-01-01T99:99:99Z\n", READ),
                csv("cells that are formulas", "a,b\n=cmd|' /C calc'!A0,@SUM(1)\n+1+1,-2+3\n", READ),
                csv("letters that run backwards", "a,b\n\u202e1,\u200b2\n", READ),
                csv("another mark of byte order in each cell", "\uFEFFa,\uFEFFb\n\uFEFF1,2\n", READ),
                csv("a delimiter that is a surrogate", "a,b\n", Map.of("delimiter", "\uD83D\uDE00"), "unsupported"),
                csv(
                        "a delimiter that is the quote",
                        "a,b\n1,2\n",
                        Map.of("delimiter", "\"", "quote", "\""),
                        "unsupported"),
                csv("a charset that there is not", "a,b\n", Map.of("encoding", "x".repeat(1000)), "unsupported"),
                csv("a charset that is no charset of text", "a,b\n", Map.of("encoding", "ISO-2022-CN"), READ),
                csv("2 billion lines to skip", "a,b\n1,2\n", Map.of("skip_rows", 2_000_000_000), "invalid-options"),
                csv("HTML", "<!DOCTYPE html><table>", "wrong-type"),
                upload("several encodings", "csv", () -> mixed(), READ),
                upload("UTF-16 with an odd number of bytes", "csv", () -> odd(), "wrong-encoding"),
                upload("noise", "csv", () -> noise(), "wrong-type"));
    }

    private static HostileCase csv(String name, String content, String outcome) {
        return text(name, "csv", content, outcome);
    }

    private static HostileCase csv(String name, String content, Map<String, ?> options, String outcome) {
        return text(name, "csv", content, options, outcome);
    }

    private static String columns(int count, String name) {
        return IntStream.range(0, count).mapToObj(i -> name + i).collect(Collectors.joining(","));
    }

    private static byte[] mixed() {
        byte[] utf8 = "a,b\nä,ö\n".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "ä,ö\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] both = new byte[utf8.length + latin.length];
        System.arraycopy(utf8, 0, both, 0, utf8.length);
        System.arraycopy(latin, 0, both, utf8.length, latin.length);
        return both;
    }

    private static byte[] odd() {
        byte[] even = "\uFEFFa,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE);
        return java.util.Arrays.copyOf(even, even.length - 1);
    }

    private static byte[] noise() {
        byte[] noise = new byte[100_000];
        new java.util.Random(5).nextBytes(noise);
        return noise;
    }
}
