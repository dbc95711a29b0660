package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.body;
import static io.scry.ingestor.hostile.HostileCase.utf8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Uploads whose parts, names and types were made to do harm. */
final class HostileUploads {

    private static final String MULTIPART = "multipart/form-data; boundary=b";
    private static final String FILE =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n%s\r\n%s\r\n";

    /** Of the names of files, those that no upload may have. */
    private static final Set<String> REFUSED = Set.of("5,000 characters", "NUL");

    private HostileUploads() {}

    static List<HostileCase> all() {
        String good = FILE.formatted("a.json", "", "[1]");
        List<HostileCase> cases = new ArrayList<>();
        Map<String, String> names = new LinkedHashMap<>();
        names.put("a path", "../../../../etc/passwd");
        names.put("a path of Windows", "..\\\\..\\\\boot.ini");
        names.put("5,000 characters", "x".repeat(5000));
        names.put("letters that run backwards", "gpj.\u202Eexe");
        names.put("a script", "<script>alert(1)</script>");
        names.put("quotes", "a\\\"b\\\"; filename=\\\"c");
        names.put("nothing", "");
        names.put("NUL", "a\0b.json");
        names.forEach((what, name) -> cases.add(body(
                "a file whose name is " + what,
                MULTIPART,
                () -> utf8(FILE.formatted(name, "", "[1]") + "--b--\r\n"),
                REFUSED.contains(what) ? "malformed-multipart" : READ)));
        cases.add(body(
                "a header of two lines in a part",
                MULTIPART,
                () -> utf8(FILE.formatted("a\r\nX-Evil: 1", "", "[1]") + "--b--\r\n"),
                READ));
        cases.add(body(
                "a part that says it is JSON and is HTML",
                MULTIPART,
                () -> utf8(FILE.formatted("a.json", "Content-Type: application/json\r\n", "<html><p>x") + "--b--\r\n"),
                READ));
        cases.add(body("two files", MULTIPART, () -> utf8(good + good + "--b--\r\n"), READ));
        cases.add(body("2,000 parts", MULTIPART, () -> utf8(good.repeat(2000) + "--b--\r\n"), "too-many-parts"));
        cases.add(body(
                "2,000 fields",
                MULTIPART,
                () -> utf8(good + "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n".repeat(2000)
                        + "--b--\r\n"),
                "too-many-parts"));
        cases.add(body(
                "a field of 10 MB",
                MULTIPART,
                () -> utf8(good + "--b\r\nContent-Disposition: form-data; name=\"source_config\"\r\n\r\n"
                        + " ".repeat(10 << 20) + "\r\n--b--\r\n"),
                "source-too-large"));
        cases.add(body(
                "a head of 200,000 characters in a part",
                MULTIPART,
                () -> utf8("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nX: "
                        + "x".repeat(200_000) + "\r\n\r\n[1]\r\n--b--\r\n"),
                "malformed-multipart"));
        cases.add(body(
                "a boundary of 3,000 characters",
                "multipart/form-data; boundary=" + "b".repeat(3000),
                () -> utf8("--" + "b".repeat(3000) + "--\r\n"),
                "400"));
        cases.add(body("no boundary", "multipart/form-data", () -> utf8(good), "400"));
        cases.add(body(
                "an upload in an upload",
                MULTIPART,
                () -> utf8(
                        FILE.formatted("a", "Content-Type: multipart/mixed; boundary=c\r\n", "--c\r\n\r\n[1]\r\n--c--")
                                + "--b--\r\n"),
                "malformed-multipart"));
        cases.add(body("an upload that never ends", MULTIPART, () -> utf8(good), "400"));
        cases.add(body(
                "an upload in base64",
                MULTIPART,
                () -> utf8(FILE.formatted("a.json", "Content-Transfer-Encoding: base64\r\n", "WzFd") + "--b--\r\n"),
                "damaged"));
        cases.add(body(
                "options that are no JSON",
                MULTIPART,
                () -> utf8(good
                        + "--b\r\nContent-Disposition: form-data; name=\"source_config\"\r\n\r\n{{{{\r\n--b--\r\n"),
                "malformed-json"));
        cases.add(body(
                "an upload that is also a URL",
                MULTIPART,
                () -> utf8(
                        good
                                + "--b\r\nContent-Disposition: form-data; name=\"source_config\"\r\n\r\n{\"source_type\":\"url\",\"url\":\"http://127.0.0.1/\"}\r\n--b--\r\n"),
                "invalid-request"));
        cases.add(body(
                "an upload without bytes",
                MULTIPART,
                () -> utf8(FILE.formatted("a", "", "") + "--b--\r\n"),
                "unknown-content"));
        return cases;
    }
}
