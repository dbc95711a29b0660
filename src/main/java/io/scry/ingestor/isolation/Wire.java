package io.scry.ingestor.isolation;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** How objects become JSON between the service and its parsers. */
final class Wire {

    /** For what the two tell each other: jobs with their options, and failures. */
    static final JsonMapper CONTROL = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withFieldVisibility(Visibility.ANY))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(DataSize.class, DataSizeText.class)
            .build();

    /** For data, metadata and validation: as the service itself writes them. */
    static final JsonMapper PAYLOAD = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Wire() {}

    private abstract static class DataSizeText {

        @JsonCreator
        static DataSize parse(CharSequence text) {
            return DataSize.parse(text);
        }

        @Override
        @JsonValue
        public abstract String toString();
    }
}
