package io.scry.ingestor.settings;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes the records of settings and options as JSON Schema, with the names and forms of the files. */
public final class OptionsSchema {

    private OptionsSchema() {}

    /**
     * The JSON Schema (2020-12) of an options or section record. It is made anew with every call; keep it.
     *
     * @throws IllegalArgumentException if the record has a component that settings cannot have
     */
    public static JsonNode of(Class<? extends Record> type) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.INLINE_ALL_SCHEMAS,
                        Option.INLINE_NULLABLE_SCHEMAS)
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(OptionsSchema::written)
                .withAdditionalPropertiesResolver(OptionsSchema::additionalProperties);
        config.forFields()
                .withPropertyNameOverrideResolver(OptionsSchema::key)
                .withRequiredCheck(OptionsSchema::isRequired)
                .withNullableCheck(field ->
                        !field.isFakeContainerItemScope() && component(field).nullable())
                .withWriteOnlyCheck(field ->
                        !field.isFakeContainerItemScope() && component(field).secret())
                .withDefaultResolver(OptionsSchema::standard);
        return new SchemaGenerator(config.build()).generateSchema(type);
    }

    private static @Nullable String key(FieldScope field) {
        return field.isFakeContainerItemScope() ? null : component(field).key();
    }

    private static boolean isRequired(FieldScope field) {
        if (field.isFakeContainerItemScope()) {
            return false;
        }
        Component component = component(field);
        return component.declaredDefault() == null
                && !component.nullable()
                && !(component.shape() instanceof Shape.Nested);
    }

    /** The default as a file has it; that of a secret is one, too. */
    private static @Nullable Object standard(FieldScope field) {
        if (field.isFakeContainerItemScope()) {
            return null;
        }
        Component component = component(field);
        if (component.secret()) {
            return null;
        }
        DefaultValue declared = component.declaredDefault();
        return switch (component.standard()) {
            case Enum<?> constant -> Conversion.name(constant);
            case Duration _ when declared != null -> declared.value()[0];
            case DataSize _ when declared != null -> declared.value()[0];
            case null, default -> component.standard();
        };
    }

    private static @Nullable Type additionalProperties(TypeScope scope) {
        return scope.getType().getErasedType().isRecord() ? Void.class : null;
    }

    private static Component component(FieldScope field) {
        Class<? extends Record> owner = field.getRawMember().getDeclaringClass().asSubclass(Record.class);
        Component component = RecordShape.of(owner).named(field.getDeclaredName());
        if (component == null) {
            throw new IllegalArgumentException(owner.getName() + " has no component " + field.getDeclaredName());
        }
        return component;
    }

    private static @Nullable CustomDefinition written(ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        ObjectNode schema = context.getGeneratorConfig().createObjectNode().put("type", "string");
        if (raw == Duration.class) {
            return new CustomDefinition(schema.put("pattern", "^" + Conversion.DURATION + "$"), true);
        }
        if (raw == DataSize.class) {
            return new CustomDefinition(schema.put("pattern", "^" + Conversion.SIZE + "$"), true);
        }
        if (raw.isEnum()) {
            ArrayNode names = schema.putArray("enum");
            Arrays.stream(raw.getEnumConstants()).map(Conversion::name).forEach(names::add);
            return new CustomDefinition(schema, true);
        }
        return null;
    }
}
