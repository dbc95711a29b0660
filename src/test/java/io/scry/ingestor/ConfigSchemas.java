package io.scry.ingestor;

import io.scry.ingestor.settings.OptionsSchema;
import io.scry.ingestor.settings.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas of the files under {@code config/}, for editors, made of the records that the files are bound to. */
final class ConfigSchemas {

    static final Path DIRECTORY = Path.of("config", "schema");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ConfigSchemas() {}

    /** Writes them. */
    public static void main(String[] args) throws IOException {
        Files.createDirectories(DIRECTORY);
        for (Map.Entry<String, String> schema : all().entrySet()) {
            Files.writeString(DIRECTORY.resolve(schema.getKey()), schema.getValue());
        }
    }

    /** Their texts by the names of their files. */
    static Map<String, String> all() {
        Map<String, String> schemas = new TreeMap<>();
        schemas.put("settings.schema.json", text(settings()));
        Configuration.adapterOptions()
                .forEach((name, options) -> schemas.put(name + "_adapter.schema.json", text(adapter(name, options))));
        return schemas;
    }

    private static String text(JsonNode schema) {
        return JSON.writeValueAsString(schema) + "\n";
    }

    private static ObjectNode settings() {
        ObjectNode root = root("Settings of Scry Ingestor");
        for (Section<?> section : Configuration.SECTIONS) {
            ObjectNode at = root;
            for (String key : section.path().isEmpty()
                    ? List.<String>of()
                    : List.of(section.path().split("\\."))) {
                at = properties(at).withObjectProperty(key);
                // Whose lines are all commented out has no value.
                at.set("type", JSON.createArrayNode().add("object").add("null"));
                at.put("additionalProperties", false);
            }
            // What one file leaves out, another or a variable may say.
            properties(at).setAll((ObjectNode)
                    lenient(OptionsSchema.of(section.type())).path("properties"));
        }
        return root;
    }

    private static ObjectNode adapter(String name, Class<? extends Record> options) {
        ObjectNode root = root("Options of the adapter " + name);
        ObjectNode own = (ObjectNode) lenient(OptionsSchema.of(options)).path("properties");
        ObjectNode overridable = properties(root).putObject("overridable");
        overridable.put("type", "array").put("uniqueItems", true);
        ArrayNode names = overridable.putObject("items").putArray("enum");
        own.propertyNames().forEach(names::add);
        properties(root).setAll(own);
        return root;
    }

    private static ObjectNode root(String title) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", title);
        root.put("type", "object").put("additionalProperties", false);
        root.putObject("properties");
        return root;
    }

    private static ObjectNode properties(ObjectNode schema) {
        return schema.withObjectProperty("properties");
    }

    private static JsonNode lenient(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("required").isArray()) {
            object.remove("required");
        }
        schema.forEach(ConfigSchemas::lenient);
        return schema;
    }
}
