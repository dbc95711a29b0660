package io.scry.ingestor.hostile;

import static io.scry.ingestor.hostile.HostileCase.READ;
import static io.scry.ingestor.hostile.HostileCase.text;
import static io.scry.ingestor.hostile.HostileCase.upload;

import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** HTML pages, and selectors for them. */
final class HostileHtml {

    private static final String LONG = "x".repeat(1 << 20);

    private HostileHtml() {}

    static List<HostileCase> all(String canary) {
        return List.of(
                html("200,000 elements in each other", "<div>".repeat(200_000), "limit-exceeded"),
                html("a million elements", "<b></b>".repeat(500_000), "limit-exceeded"),
                html("an attribute of 8 MB", "<p title='" + "x".repeat(8 << 20) + "'>x", READ),
                html("a million attributes", "<p " + "a ".repeat(1_000_000) + ">x", READ),
                html("a name of 1 MB", "<" + LONG + ">x", READ),
                html("nothing is closed", "<table><tr><td><a href=x><b><i><p><ul><li>".repeat(40), READ),
                html("formatting that is taken over and over", "<b><i><u><s><a><em><p>".repeat(2000), READ),
                html("a text area that is never closed", "<textarea>" + "<b>".repeat(100_000), READ),
                html("a comment that is never closed", "<p>x<!--" + "-".repeat(1_000_000), READ),
                html(
                        "characters that there are not",
                        "<p>&#0;&#xD800;&#x110000;&#99999999999999999999;" + "&lt".repeat(10_000),
                        READ),
                html("NUL", "<p>a\0b<\0script>", READ),
                html("everything that could be fetched", fetched(canary), READ),
                html(
                        "a page that goes elsewhere",
                        "<meta http-equiv=refresh content='0;url=" + canary + "/refresh'><p>x",
                        READ),
                html(
                        "a base that is a script",
                        "<base href='javascript:alert(1)//'><a href='x'>x</a><img src=y>",
                        READ),
                html("a base that is a file", "<base href='file:///etc/'><a href='passwd'>x</a>", READ),
                html(
                        "a base with 1 MB",
                        "<base href='http://a/" + LONG + "/'>" + "<a href=x>x</a>".repeat(100),
                        "limit-exceeded"),
                html(
                        "an XML entity",
                        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><html><p>&e;",
                        READ),
                html(
                        "a table of 65 million cells",
                        "<table>" + "<tr><td colspan=1000 rowspan=65534>x".repeat(2000),
                        "limit-exceeded"),
                html(
                        "a long text in 1,000 cells",
                        "<table><tr><td colspan=1000>" + LONG + "</table>",
                        "limit-exceeded"),
                html("a long text in nested tables", "<table><tr><td>".repeat(90) + LONG, "limit-exceeded"),
                html("a long text in nested headings", "<h1><div>".repeat(200) + LONG, "limit-exceeded"),
                html("a long text in nested links", "<a href=x><table><tr><td>".repeat(90) + LONG, "limit-exceeded"),
                html(
                        "spans that are no numbers",
                        "<table><tr><td colspan=-1 rowspan=1e9>x<td colspan=99999999999999 rowspan=0>y</table>",
                        READ),
                html(
                        "linked data without end",
                        "<script type='application/ld+json'>" + "[".repeat(100_000) + "</script><p>x",
                        READ),
                html(
                        "linked data with numbers beyond all",
                        "<script type='application/ld+json'>[1e999999999,{\"a\":1e-999999999}]</script><p>x",
                        READ),
                html("a title of 8 MB", "<title>" + "x".repeat(8 << 20) + "</title><p>x", READ),
                html("10,000 facts", "<meta property='og:%s' content='x'>".repeat(10_000) + "<p>x", READ),
                html("frames in frames", "<frameset>".repeat(1000), "limit-exceeded"),
                html("pictures in the page", "<img src='data:image/png;base64," + LONG + "'>", READ),
                html(
                        "pre-formatted blanks",
                        "<pre>" + " ".repeat(3_000_000) + "</pre><p>" + " ".repeat(3_000_000) + "x",
                        READ),
                html("charsets that contradict", "<meta charset=utf-16><meta charset=utf-7>+ADw-script+AD4-<p>x", READ),
                upload(
                        "UTF-16 that says it is UTF-8",
                        "soup",
                        () -> "\uFEFF<meta charset=utf-8><p>x".getBytes(Charset.forName("UTF-16LE")),
                        READ),
                upload(
                        "UTF-7",
                        "soup",
                        () -> HostileCase.utf8("<p>+ADw-script+AD4-"),
                        Map.of("encoding", "utf-7"),
                        "unsupported"),
                upload("a PDF", "soup", () -> HostileCase.utf8("%PDF-1.7"), "wrong-type"),
                selecting("a regular expression that never ends", "p:matches((a+)+$)", "unsupported"),
                selecting("the same in capitals", "p:MATCHES((a+)+$)", "unsupported"),
                selecting("the same with an escape", "p:\\6d atches((a+)+$)", "unsupported"),
                selecting("the same for a text's own", "p:MatchesOwn((a+)+$)", "unsupported"),
                selecting("the same for the whole text", "p:matchesWholeText((a+)+$)", "unsupported"),
                selecting("the same for an attribute", "p[title~=(a+)+$]", "unsupported"),
                selecting("the same for any attribute", "[^ti]:not([title~=(a+)+$])", "unsupported"),
                selecting("no selector", "p[[[", "unsupported"),
                selecting("200 brackets", ":not(".repeat(90) + "p" + ")".repeat(90), "invalid-options"),
                selecting(":has in :has", ":has(".repeat(60) + "b" + ")".repeat(60), READ),
                selecting("250 descendants", "* ".repeat(240) + "b", "unsupported"),
                selecting("250 siblings", "*~".repeat(240) + "b", "unsupported"),
                selecting("60 children", "* > ".repeat(60) + "b", READ),
                selecting("an index that is no number", ":nth-child(99999999999999999999n+1)", "unsupported"),
                selecting("an index of one that is no number", ":eq(99999999999999999999)", "unsupported"),
                selecting("a group of 200", "b,".repeat(200) + "b", READ),
                selecting("a selector of 600 characters", "b".repeat(600), "invalid-options"),
                text(
                        "1,000 selectors",
                        "soup",
                        "<p>x",
                        Map.of("remove", Collections.nCopies(1000, "b")),
                        "invalid-options"),
                text(
                        "selectors that match all",
                        "soup",
                        "<b>x</b>".repeat(20_000),
                        Map.of("selectors", Map.of("a", "*")),
                        "limit-exceeded"),
                text(
                        "matches in matches",
                        "soup",
                        "<div>".repeat(100) + LONG,
                        Map.of("selectors", Map.of("a", "div")),
                        "limit-exceeded"));
    }

    private static HostileCase html(String name, String content, String outcome) {
        return text(name, "soup", content, outcome);
    }

    private static HostileCase selecting(String name, String selector, String outcome) {
        String page = "<p title='" + "a".repeat(40) + "!'>" + "a".repeat(40) + "!</p>"
                + "<div><i></i><b></b></div>".repeat(500);
        return text(name, "soup", page, Map.of("selectors", Map.of("s", selector)), outcome);
    }

    private static String fetched(String canary) {
        String url = canary + "/page";
        return ("<link rel=stylesheet href='$'><link rel=import href='$'><link rel=preload as=script href='$'>"
                        + "<script src='$'></script><script>fetch('$')</script><style>@import '$';</style>"
                        + "<img src='$' srcset='$ 2x'><iframe src='$'></iframe><object data='$'></object><embed src='$'>"
                        + "<video src='$' poster='$'><track src='$'></video><audio src='$'></audio><body background='$'>"
                        + "<form action='$'></form><svg><use href='$'/><image href='$'/></svg><a ping='$' href='$'>x</a>")
                .replace("$", url);
    }
}
