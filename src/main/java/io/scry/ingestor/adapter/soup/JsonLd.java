package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.WellFormed;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The linked data that a page carries in its scripts. */
final class JsonLd {

    private static final int MOST = 1000;
    private static final int DEEPEST = 100;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final List<JsonNode> values = new ArrayList<>();

    private JsonLd() {}

    static JsonLd of(HtmlPage page, Validation.Builder validation) {
        JsonLd found = new JsonLd();
        for (Element script : page.facts("script")) {
            if (script.attr("type").strip().equalsIgnoreCase("application/ld+json")) {
                found.add(script.data(), validation);
            }
        }
        return found;
    }

    private void add(String text, Validation.Builder validation) {
        if (values.size() == MOST) {
            validation.warning("more_json_ld", "Only the first " + MOST + " pieces of JSON-LD are read", null);
            return;
        }
        try {
            JsonNode value = JSON.readTree(text);
            String written = JSON.writeValueAsString(value);
            String whole = WellFormed.text(written);
            if (!value.isMissingNode()) {
                values.add(whole.equals(written) ? value : JSON.readTree(whole));
            }
        } catch (JacksonException e) {
            validation.warning("invalid_json_ld", "A piece of JSON-LD is not valid JSON, or nests too deeply", null);
        }
    }

    int count() {
        return values.size();
    }

    void write(JsonGenerator target) {
        target.writeArrayPropertyStart("json_ld");
        values.forEach(target::writePOJO);
        target.writeEndArray();
    }
}
