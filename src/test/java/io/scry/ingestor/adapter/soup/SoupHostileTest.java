package io.scry.ingestor.adapter.soup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that were made to exhaust their reader. */
@Timeout(120)
class SoupHostileTest {

    private static void assertRefused(String html, Map<String, ?> options, String limit) {
        assertThat(SoupRun.refusal(html, options))
                .isNotNull()
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.LIMIT_EXCEEDED))
                .hasMessageContaining(limit);
    }

    @Test
    void areRefusedAtTheirLimits() {
        assertRefused("<p>" + "x".repeat(2000), Map.of("max_document_size", "1KB"), "max_document_size (1024 bytes)");
        assertRefused("<b></b>".repeat(300_001), Map.of(), "max_elements (300000)");
        assertRefused("<b x>".repeat(300_001), Map.of(), "max_elements (300000)");
        assertRefused("<div>".repeat(600), Map.of(), "max_depth (512)");
        assertRefused("<div>".repeat(200_000), Map.of(), "max_depth (512)");
        assertRefused("<b>x</b>".repeat(20), Map.of("selectors.x", "b", "max_matches", 10), "max_matches (10)");
        assertRefused(
                "<div>".repeat(100) + "x".repeat(1000),
                Map.of("selectors.x", "div", "max_selected_length", 50_000),
                "max_selected_length (50000)");
        assertRefused(
                "<table>" + "<tr><td colspan=1000 rowspan=65534>x".repeat(2000), Map.of(), "max_table_cells (1000000)");
    }

    @Test
    void areRefusedIfTheyRepeatALongText() {
        String text = "x".repeat(1000);
        Map<String, ?> limit = Map.of("max_parts_length", 20_000);
        assertRefused("<table><tr><td colspan=30>" + text, limit, "max_parts_length (20000)");
        assertRefused("<table><tr><td>".repeat(30) + text, limit, "max_parts_length (20000)");
        assertRefused("<h1><div>".repeat(30) + text, limit, "max_parts_length (20000)");
        assertRefused("<a href=x><table><tr><td>".repeat(30) + text, limit, "max_parts_length (20000)");
        assertRefused(
                "<base href='http://a/" + text + "/'>" + "<a href=x>x</a>".repeat(30),
                limit,
                "max_parts_length (20000)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p:matches((a+)+$)",
                "p:matchesOwn((a+)+$)",
                "p:matchesWholeText((a+)+$)",
                "p:matchesWholeOwnText((a+)+$)",
                "p:\\6d atches((a+)+$)",
                "p:m\\61tchesOwn((a+)+$)",
                "div:has(p:\\6d atches((a+)+$))",
                "div:not(:is(p, :mat\\63 hes((a+)+$)))",
                "div > p:\\6d atches((a+)+$) + b",
                "p[title~=(a+)+$]",
                "p[ title ~=(a+)+$]",
                "p[*~=(a+)+$]"
            })
    void cannotBeSearchedByRegularExpressions(String selector) {
        String html = "<div><p title='" + "a".repeat(40) + "!'>" + "a".repeat(40) + "!</p><b></b></div>";
        assertThat(SoupRun.refusal(html, Map.of("selectors.x", selector)))
                .isNotNull()
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.UNSUPPORTED));
    }

    @Test
    void areRefusedBeforeTheirTagsBecomeElements() throws Exception {
        try (Reader three = new TagLimit(new StringReader("<!-- < --><a>1 < 2<b></b></a><c>"), 3);
                Reader four = new TagLimit(new StringReader("<a><b><c><d>"), 3)) {
            assertThat(three.transferTo(Writer.nullWriter())).isPositive();
            assertThatThrownBy(() -> four.transferTo(Writer.nullWriter())).hasMessageContaining("max_elements (3)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p><b><i><u><s><a><em><strong><small><big><tt><code><font>",
                "<table><td>",
                "<table><b><p>",
                "<a><p><a><div>",
                "<svg><math><mi><annotation-xml>",
                "<select><option><optgroup>",
                "<![CDATA[<!--<!DOCTYPE<?<",
                "<form><button><li><dd><ruby><rt>",
                "&&#&#x&#99999999;&lt&notit;",
                "<frameset><frame></frameset>",
                "<title><textarea><script><style><xmp><plaintext>"
            })
    void endInTimeAndMemory(String piece) throws Exception {
        String html = piece.repeat(100_000 / piece.length());
        try {
            SoupRun.of(html, Map.of());
        } catch (io.scry.ingestor.adapter.UnreadableSourceException e) {
            assertThat(e.reason()).isIn(Reason.LIMIT_EXCEEDED, Reason.EMPTY);
        }
    }

    @Test
    void takeManyAttributesAndLongNames() throws Exception {
        String attributes = IntStream.range(0, 200_000).mapToObj(i -> "a" + i).collect(Collectors.joining(" "));
        assertThat(SoupRun.of("<p " + attributes + ">text", Map.of()).text()).isEqualTo("text");
        assertThat(SoupRun.of("<" + "x".repeat(1_000_000) + ">text", Map.of()).text())
                .isEqualTo("text");
    }

    @Test
    void areLeftWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> SoupRun.of("<b></b>".repeat(10_000), Map.of()))
                .isInstanceOf(InterruptedException.class);
    }
}
