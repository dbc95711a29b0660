package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import tools.jackson.core.JsonGenerator;

/** Writes what the selectors pick out. */
final class SelectionWriter {

    private final JsonGenerator target;
    private final SoupOptions options;
    private final Output output;
    private long length;

    SelectionWriter(JsonGenerator target, SoupOptions options, Output output) {
        this.target = target;
        this.options = options;
        this.output = output;
    }

    /** Writes it, and says how many elements each selector matches. */
    Map<String, Integer> write(Selectors selectors, Document document) throws InterruptedException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (selectors.named().isEmpty()) {
            return counts;
        }
        target.writeObjectPropertyStart("selected");
        for (Map.Entry<String, Evaluator> selector : selectors.named().entrySet()) {
            List<Element> matches = Selectors.matches(selector.getValue(), document, options.maxMatches(), output);
            counts.put(selector.getKey(), matches.size());
            target.writeArrayPropertyStart(selector.getKey());
            for (Element match : matches) {
                match(match);
                output.progress(0, 0);
            }
            target.writeEndArray();
        }
        target.writeEndObject();
        return counts;
    }

    private void match(Element element) {
        target.writeStartObject();
        target.writeStringProperty("tag", element.normalName());
        text("text", PlainText.of(element));
        if (element.hasAttr("href") || element.hasAttr("src")) {
            text("url", Links.absolute(element, element.hasAttr("href") ? "href" : "src"));
        }
        for (String attribute : List.of("content", "value", "datetime")) {
            if (element.hasAttr(attribute)) {
                text(attribute, element.attr(attribute));
            }
        }
        target.writeEndObject();
    }

    private void text(String name, String value) {
        length += value.length();
        if (length > options.maxSelectedLength()) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "What the selectors match has more characters than max_selected_length ("
                            + options.maxSelectedLength() + ") allows.");
        }
        target.writeStringProperty(name, value);
    }
}
