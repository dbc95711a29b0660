package io.scry.ingestor.adapter.soup;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.Adapter.Match;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.RuleTable;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoupAdapterTest {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en-GB"><head>
              <title> A  page </title>
              <meta name="Description" content="What it is about">
              <meta property="og:title" content="Shared"><meta property="og:title" content="Second">
              <meta name="twitter:card" content="summary">
              <link rel="canonical" href="/page">
              <script type="application/ld+json">{"@type": "Product", "price": 1.10, "name": "\\ud800"}</script>
              <script type="application/ld+json">{broken</script>
              <style>p {color: red}</style>
            </head><body>
              <nav><a href="/home">Home</a></nav>
              <main><h1 id="top">Head<em>ing</em></h1>
              <p>First   <b>line</b><br>second&nbsp;line &amp; &#xD800;</p>
              <div>Block<div>inner</div>after</div>
              <pre>  kept
              as it is</pre>
              <a href="other.html?x=1#y" title="t" rel="next">Other</a> <a name="anchor">No link</a>
              <a href="mailto:a@example.com">Mail</a>
              <img src="a.png" alt="A" width="3"><img src="data:image/png;base64,AAAA">
              <noscript>Turn it on</noscript><template><p>Not shown</p></template>
              </main></body></html>
            """;

    @Test
    void readsTextLinksImagesAndFacts() throws Exception {
        SoupRun run = SoupRun.of(
                PAGE.getBytes(StandardCharsets.UTF_8), null, "https://example.com/news/index.html", Map.of());

        assertThat(run.text())
                .isEqualTo("Home\nHeading\nFirst line\nsecond\u00a0line & \uFFFD\nBlock\ninner\nafter\n  kept\n"
                        + "  as it is\nOther No link Mail");
        assertThat(run.metadata())
                .containsEntry("title", "A page")
                .containsEntry("description", "What it is about")
                .containsEntry("language", "en-GB")
                .containsEntry("canonical_url", "https://example.com/page")
                .containsEntry("open_graph", Map.of("title", "Shared"))
                .containsEntry("twitter", Map.of("card", "summary"))
                .containsEntry("encoding", "UTF-8")
                .containsEntry("encoding_from", "detected");
        assertThat(run.data().get("headings").toString())
                .isEqualTo("[{\"level\":1,\"text\":\"Heading\",\"id\":\"top\"}]");
        assertThat(run.data().get("links").toString())
                .isEqualTo("[{\"url\":\"https://example.com/home\",\"text\":\"Home\"},"
                        + "{\"url\":\"https://example.com/news/other.html?x=1#y\",\"text\":\"Other\",\"title\":\"t\",\"rel\":\"next\"},"
                        + "{\"url\":\"mailto:a@example.com\",\"text\":\"Mail\"}]");
        assertThat(run.data().get("images").toString())
                .isEqualTo("[{\"url\":\"https://example.com/news/a.png\",\"alt\":\"A\",\"width\":\"3\"},"
                        + "{\"url\":\"data:image/png;base64\",\"alt\":\"\"}]");
        assertThat(run.data().get("json_ld").toString())
                .isEqualTo("[{\"@type\":\"Product\",\"price\":1.10,\"name\":\"\uFFFD\"}]");
        assertThat(run.warnings())
                .containsExactly("invalid_json_ld: A piece of JSON-LD is not valid JSON, or nests too deeply");
        assertThat(run.validation().metrics())
                .containsEntry("link_count", 3L)
                .containsEntry("image_count", 2L)
                .containsEntry("json_ld_count", 1);
    }

    @Test
    void makesLinksAbsoluteWithWhatItKnows() throws Exception {
        String link = "<a href='b'>x</a>";
        assertThat(url(SoupRun.of("<base href='https://base.example/x/'>" + link, Map.of())))
                .isEqualTo("https://base.example/x/b");
        assertThat(url(SoupRun.of(link, Map.of("base_url", "https://option.example/y/"))))
                .isEqualTo("https://option.example/y/b");
        SoupRun unknown = SoupRun.of(link, Map.of());
        assertThat(url(unknown)).isEqualTo("b");
        assertThat(unknown.warnings())
                .containsExactly("relative_links: 1 links are relative, and it is not known to what: give base_url");
    }

    private static String url(SoupRun run) {
        return run.data().at("/links/0/url").asString();
    }

    @Test
    void readsOnlyWhatIsWanted() throws Exception {
        SoupRun run = SoupRun.of(PAGE, Map.of("content", "main, main p", "remove", "pre, img", "include_links", false));
        assertThat(run.text()).startsWith("Heading\nFirst line").doesNotContain("Home", "kept");
        assertThat(run.data().has("links")).isFalse();
        assertThat(run.data().get("images")).isEmpty();
    }

    @Test
    void fillsTablesIn() throws Exception {
        SoupRun run = SoupRun.of("""
                <table><caption>Cap</caption>
                <thead><tr><th>A<th colspan=2>B</tr></thead>
                <tr><td rowspan=2>1<td>2<td>3</tr>
                <tr><td colspan=2>4</tr>
                <tr><td>5<td rowspan=0>6</tr>
                <tr><td>7<table><tr><td>in</table></tr>
                </table>""", Map.of());
        assertThat(run.data().at("/tables/0").toString())
                .isEqualTo("{\"caption\":\"Cap\",\"header_rows\":1,\"rows\":[[\"A\",\"B\",\"B\"],[\"1\",\"2\",\"3\"],"
                        + "[\"1\",\"4\",\"4\"],[\"5\",\"6\"],[\"7\\nin\",\"6\"]],\"column_count\":3}");
        assertThat(run.data().at("/tables/1/rows").toString()).isEqualTo("[[\"in\"]]");
    }

    @Test
    void showsWhatSelectorsPickOut() throws Exception {
        SoupRun run = SoupRun.of(
                PAGE,
                Map.of(
                        "selectors.words", "p b",
                        "selectors.about", "meta[name=description]",
                        "selectors.next", "a[rel=next]",
                        "selectors.none", "article",
                        "base_url", "https://example.com/"));
        assertThat(run.data().at("/selected/words").toString()).isEqualTo("[{\"tag\":\"b\",\"text\":\"line\"}]");
        assertThat(run.data().at("/selected/about/0/content").asString()).isEqualTo("What it is about");
        assertThat(run.data().at("/selected/next/0/url").asString()).isEqualTo("https://example.com/other.html?x=1#y");
        assertThat(run.data().at("/selected/none")).isEmpty();
        assertThat(run.validation().metrics().get("selector_matches"))
                .isEqualTo(Map.of("words", 1, "about", 1, "next", 1, "none", 0));
        for (String bad : List.of("p[", "a:matches((x+)+y)", "[class~=(x+)+]", "p:nth-child(", ">")) {
            assertThat(SoupRun.refusal(PAGE, Map.of("selectors.x", bad)))
                    .as(bad)
                    .isNotNull()
                    .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.UNSUPPORTED))
                    .hasMessageContaining("selectors.x");
        }
    }

    @Test
    void holdsPagesToEachRule() throws Exception {
        assertThat(SoupRun.of(
                                PAGE,
                                Map.of(
                                        "selectors.words", "p b",
                                        "required_selectors", "words,main h1",
                                        "required_metadata",
                                                "title,description,language,canonical_url,open_graph,json_ld",
                                        "required_text",
                                                "first LINE second"
                                                        .replace("first LINE", "First line")
                                                        .replace(" second", ""),
                                        "min_text_length", 20))
                        .errors())
                .isEmpty();
        String poor = "<p>poor</p>";
        assertThat(SoupRun.of(poor, Map.of("selectors.words", "b", "required_selectors", "words,h1"))
                        .errors())
                .containsExactly(
                        "required_selectors: Nothing matches 'words'", "required_selectors: Nothing matches 'h1'");
        assertThat(SoupRun.of(poor, Map.of("required_metadata", "title,json_ld"))
                        .errors())
                .containsExactly(
                        "required_metadata: The page does not tell its title",
                        "required_metadata: The page does not tell its json_ld");
        assertThat(SoupRun.of(poor, Map.of("required_text", "rich")).errors())
                .containsExactly("required_text: The text does not have 'rich'");
        assertThat(SoupRun.of(poor, Map.of("min_text_length", 5)).errors())
                .containsExactly("min_text_length: The text has 4 characters, fewer than min_text_length (5)");
        assertThat(SoupRun.of("<div id=app></div>", Map.of()).warnings())
                .containsExactly("no_text: The page has no text; perhaps a script would have written it");
    }

    @Test
    void hasAPageThatKeepsAndOneThatBreaksEachRule() throws Exception {
        String other = "<p>poor</p>";
        new RuleTable<String>(
                        SoupOptions.class,
                        (page, options) -> SoupRun.of(page, options).validation())
                .rule("required_selectors", List.of("main h1"), PAGE, other)
                .rule("required_metadata", List.of("title"), PAGE, other)
                .rule("required_text", List.of("First line"), PAGE, other)
                .rule("min_text_length", 20, PAGE, other)
                .check();
    }

    @Test
    void refusesWhatIsNoPage() {
        assertThat(SoupRun.refusal("", Map.of()).reason()).isEqualTo(Reason.EMPTY);
        UnreadableSourceException pdf = SoupRun.refusal("%PDF-1.7", Map.of());
        assertThat(pdf.reason()).isEqualTo(Reason.WRONG_TYPE);
        assertThat(pdf).hasMessageContaining("a PDF document");
    }

    @Test
    void recognisesPages() {
        assertThat(recognise("<!-- c --><!DOCTYPE HTML><p>", null)).isEqualTo(Match.YES);
        assertThat(recognise("\uFEFF\n<html>", null)).isEqualTo(Match.YES);
        assertThat(recognise("<?xml version='1.0'?>\n<html xmlns='x'>", null)).isEqualTo(Match.YES);
        assertThat(recognise("Hello <b>there</b>", "a.HTM")).isEqualTo(Match.YES);
        assertThat(recognise("Hello <b>there</b>", "a.txt")).isEqualTo(Match.NO);
        assertThat(recognise("<?xml version='1.0'?><rss>", null)).isEqualTo(Match.NO);
        assertThat(recognise("{\"a\":\"<html>\"}", null)).isEqualTo(Match.NO);
        assertThat(recognise("PK\u0003\u0004<html>", "a.html")).isEqualTo(Match.NO);
        assertThat(Recognition.of(new Head("<html>".getBytes(StandardCharsets.UTF_16), null, null)))
                .isEqualTo(Match.YES);
    }

    private static Match recognise(String text, @org.jspecify.annotations.Nullable String name) {
        return Recognition.of(new Head(text.getBytes(StandardCharsets.UTF_8), name, null));
    }
}
