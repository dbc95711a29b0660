package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import tools.jackson.core.JsonGenerator;

/** Writes headings, links, images and tables, in the order of the page. */
final class PartsWriter {

    private final JsonGenerator target;
    private final SoupOptions options;
    private final Output output;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Length length;
    private long relative;

    PartsWriter(JsonGenerator target, SoupOptions options, Output output) {
        this.target = target;
        this.options = options;
        this.output = output;
        this.length = new Length(options.maxPartsLength());
    }

    /** Writes one element. */
    private interface Writer {
        void write(Element element) throws InterruptedException;
    }

    void write(PageParts parts) throws InterruptedException {
        if (options.includeHeadings()) {
            list("headings", parts.headings(), this::heading);
        }
        if (options.includeLinks()) {
            list("links", parts.links(), this::link);
        }
        if (options.includeImages()) {
            list("images", parts.images(), this::image);
        }
        if (options.includeTables()) {
            list("tables", parts.tables(), new TableWriter(target, options.maxTableCells(), length, output)::write);
        }
    }

    private void list(String name, List<Element> elements, Writer writer) throws InterruptedException {
        target.writeArrayPropertyStart(name);
        for (Element element : elements) {
            writer.write(element);
            output.progress(0, 0);
        }
        target.writeEndArray();
        counts.put(name.substring(0, name.length() - 1) + "_count", (long) elements.size());
    }

    private void heading(Element element) {
        target.writeStartObject();
        target.writeNumberProperty("level", element.normalName().charAt(1) - '0');
        target.writeStringProperty("text", length.of(PlainText.of(element)));
        optional("id", element.id());
        target.writeEndObject();
    }

    private void link(Element element) {
        target.writeStartObject();
        url(element, "href");
        target.writeStringProperty("text", length.of(PlainText.of(element)));
        optional("title", element.attr("title"));
        optional("rel", element.attr("rel"));
        target.writeEndObject();
    }

    private void image(Element element) {
        target.writeStartObject();
        url(element, "src");
        target.writeStringProperty("alt", length.of(element.attr("alt")));
        optional("title", element.attr("title"));
        optional("width", element.attr("width"));
        optional("height", element.attr("height"));
        target.writeEndObject();
    }

    private void url(Element element, String attribute) {
        String url = Links.absolute(element, attribute);
        relative += Links.isRelative(url) ? 1 : 0;
        target.writeStringProperty("url", length.of(url));
    }

    private void optional(String name, String value) {
        if (!value.isBlank()) {
            target.writeStringProperty(name, length.of(value.strip()));
        }
    }

    /** How many there were of each, by their names as metrics. */
    Map<String, Long> counts() {
        return counts;
    }

    /** How many links stayed relative. */
    long relative() {
        return relative;
    }
}
