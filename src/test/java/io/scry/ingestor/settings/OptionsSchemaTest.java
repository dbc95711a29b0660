package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scry.ingestor.settings.ConfigDirectory.Access;
import io.scry.ingestor.settings.ConfigDirectory.CsvOptions;
import io.scry.ingestor.settings.ConfigDirectory.Ingestion;
import io.scry.ingestor.settings.ConfigDirectory.Kafka;
import io.scry.ingestor.settings.ConfigDirectory.LogLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OptionsSchemaTest {

    record Unbindable(Thread thread) {}

    record Levels(
            @DefaultValue("info") LogLevel first, @Nullable LogLevel second) {}

    record MayHaveKafka(@Nullable Kafka kafka) {}

    @Test
    void describesOptions() {
        assertThat(schema(CsvOptions.class)).isEqualTo(json("""
                {"$schema": "https://json-schema.org/draft/2020-12/schema",
                 "type": "object",
                 "properties": {
                  "delimiter": {"type": "string", "default": ",", "minLength": 1, "maxLength": 1},
                  "encoding": {"type": ["string", "null"]},
                  "header": {"type": "boolean", "default": true},
                  "max_records": {"type": "integer", "default": 1000, "minimum": 1},
                  "max_size": {"type": "string", "pattern": "^[0-9]+(B|KB|MB|GB|TB)$", "default": "1GB"},
                  "quotes": {
                   "type": "object",
                   "properties": {
                    "character": {"type": "string", "default": "\\""},
                    "lazy": {"type": "boolean", "default": false}},
                   "additionalProperties": false},
                  "token": {"type": ["string", "null"], "minLength": 4, "writeOnly": true},
                  "types": {"type": "object", "additionalProperties": {"type": "string"}, "default": {}}},
                 "additionalProperties": false}
                """));
    }

    @Test
    void describesBoundsAndUnits() {
        JsonNode properties = schema(Ingestion.class).get("properties");

        assertThat(properties.get("ratio"))
                .isEqualTo(json("{'type': 'number', 'default': 0.5, 'minimum': 0.0, 'exclusiveMaximum': 1.0}"));
        assertThat(properties.get("timeout"))
                .isEqualTo(json("{'type': 'string', 'pattern': '^[0-9]+(ns|us|ms|s|m|h|d)$', 'default': '30s'}"));
        assertThat(properties.get("roots"))
                .isEqualTo(json("{'type': 'array', 'default': ['a', 'b'], 'minItems': 1,"
                        + " 'items': {'type': 'string', 'minLength': 1}}"));
        assertThat(properties.get("limit")).isEqualTo(json("{'type': ['integer', 'null']}"));
    }

    @Test
    void describesListsOfRecords() {
        assertThat(schema(Access.class).get("properties").get("keys"))
                .isEqualTo(json("{'type': 'array', 'default': [], 'items': {'type': 'object', 'properties': {"
                        + "'name': {'type': 'string', 'minLength': 3},"
                        + "'value': {'type': 'string', 'minLength': 8, 'writeOnly': true}},"
                        + "'required': ['name', 'value'], 'additionalProperties': false}}"));
    }

    @Test
    void listsTheValuesOfEnums() {
        assertThat(schema(Levels.class).get("properties"))
                .isEqualTo(json("{'first': {'type': 'string', 'enum': ['debug', 'info'], 'default': 'info'},"
                        + "'second': {'anyOf': [{'type': 'null'}, {'type': 'string', 'enum': ['debug', 'info']}]}}"));
    }

    @Test
    void describesRecordsThatMayBeAbsent() {
        assertThat(schema(MayHaveKafka.class).get("properties").get("kafka"))
                .isEqualTo(json("{'type': ['object', 'null'], 'properties': {"
                        + "'enabled': {'type': 'boolean', 'default': false}}, 'additionalProperties': false}"));
    }

    /** As a reader of its text sees it. */
    private static JsonNode schema(Class<? extends Record> type) {
        return JsonMapper.shared().readTree(OptionsSchema.of(type).toString());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    @Test
    void refusesWhatCannotBeBound() {
        assertThatIllegalArgumentException().isThrownBy(() -> OptionsSchema.of(Unbindable.class));
    }
}
