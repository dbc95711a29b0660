package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

class CombinedTextTest {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .build();

    @Test
    void writesMoreThanItHoldsInMemoryWithoutBreakingACharacter() throws Exception {
        String page = "x" + "\uD83D\uDE00".repeat(200_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        try (CombinedText text = new CombinedText("-")) {
            text.add(page);
            text.add("");
            text.add(page);
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                text.write(json);
            }
        }

        assertThat(JSON.readTree(bytes.toByteArray()).stringValue().equals(page + "--" + page))
                .isTrue();
    }

    @Test
    void isEmptyWithoutPages() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        try (CombinedText text = new CombinedText("-");
                JsonGenerator json = JSON.createGenerator(bytes)) {
            text.write(json);
        }

        assertThat(bytes).hasToString("\"\"");
    }
}
