package io.scry.ingestor.adapter.soup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/**
 * What a page tells of itself.
 *
 * @param values by their names in the metadata; only those that it tells
 */
record PageFacts(Map<String, Object> values) {

    private static final int MOST = 100;
    private static final int LONGEST = 2000;
    private static final Evaluator CANONICAL = Selector.evaluatorOf("[rel=canonical]");

    static PageFacts of(HtmlPage page) {
        Document document = page.document();
        List<Element> metas = page.facts("meta");
        Map<String, Object> facts = new LinkedHashMap<>();
        put(facts, "title", document.title());
        put(facts, "description", meta(metas, "description"));
        put(facts, "author", meta(metas, "author"));
        put(facts, "keywords", meta(metas, "keywords"));
        put(facts, "robots", meta(metas, "robots"));
        Element root = document.firstElementChild();
        put(facts, "language", root == null ? "" : root.attr("lang"));
        page.facts("link").stream()
                .filter(link -> link.is(CANONICAL))
                .findFirst()
                .ifPresent(link -> put(facts, "canonical_url", Links.absolute(link, "href")));
        putAll(facts, "open_graph", properties(metas, "property", "og:"));
        putAll(facts, "twitter", properties(metas, "name", "twitter:"));
        return new PageFacts(facts);
    }

    private static void put(Map<String, Object> facts, String name, String value) {
        String text = value.strip();
        if (!text.isEmpty()) {
            facts.put(name, shortened(text));
        }
    }

    private static void putAll(Map<String, Object> facts, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            facts.put(name, values);
        }
    }

    private static String meta(List<Element> metas, String name) {
        for (Element meta : metas) {
            if (meta.attr("name").equalsIgnoreCase(name)) {
                return meta.attr("content");
            }
        }
        return "";
    }

    /** The first value of each. */
    private static Map<String, String> properties(List<Element> metas, String attribute, String prefix) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Element meta : metas) {
            String name = meta.attr(attribute).toLowerCase(Locale.ROOT);
            if (name.startsWith(prefix) && properties.size() < MOST) {
                properties.putIfAbsent(
                        shortened(name.substring(prefix.length())),
                        shortened(meta.attr("content").strip()));
            }
        }
        return properties;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }
}
