package io.scry.ingestor.adapter.word;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the readers of all parts of one document share. */
record DocumentContext(
        WordOptions options, Limits limits, Styles styles, Lists lists, ContentRules rules, Set<Section> sections) {

    DocumentContext(WordOptions options, Limits limits, Styles styles, Lists lists, ContentRules rules) {
        this(options, limits, styles, lists, rules, new LinkedHashSet<>());
    }

    /**
     * A header or footer that a section refers to.
     *
     * @param kind {@code header} or {@code footer}
     * @param type {@code default}, {@code first} or {@code even}
     * @param part the name of its part
     */
    record Section(String kind, String type, String part) {}

    List<Section> sections(String kind) {
        return sections.stream().filter(it -> it.kind().equals(kind)).toList();
    }
}
