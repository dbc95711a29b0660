package io.scry.ingestor.submission;

import io.scry.ingestor.records.Ingestion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The answer to who waited for an ingestion that succeeded; its data streams out of the result store. */
record Answer(Ingestion succeeded) {

    /** Writes it piece by piece: data of any size passes through a small buffer. */
    @Component
    static final class Converter extends AbstractHttpMessageConverter<Answer> {

        private final StoredData data;
        private final JsonMapper json;

        Converter(StoredData data, JsonMapper json) {
            super(StandardCharsets.UTF_8, MediaType.APPLICATION_JSON);
            this.data = data;
            this.json = json;
        }

        @Override
        protected boolean supports(Class<?> type) {
            return type == Answer.class;
        }

        @Override
        public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
            return false;
        }

        @Override
        protected Answer readInternal(Class<? extends Answer> type, HttpInputMessage message) {
            throw new UnsupportedOperationException("Answers are only written");
        }

        @Override
        protected void writeInternal(Answer answer, HttpOutputMessage message) throws IOException {
            Ingestion ingestion = answer.succeeded();
            OutputStream out = message.getBody();
            out.write(("{\"status\":\"success\",\"message\":" + json.writeValueAsString(message(ingestion))
                            + ",\"payload\":{\"data\":")
                    .getBytes(StandardCharsets.UTF_8));
            data.json(ingestion, out);
            out.write((",\"metadata\":" + ingestion.metadata() + ",\"validation\":" + ingestion.validation()
                            + "},\"error_details\":null}\n")
                    .getBytes(StandardCharsets.UTF_8));
        }

        private static String message(Ingestion ingestion) {
            boolean valid = ingestion.validation() != null
                    && ingestion.validation().path("is_valid").asBoolean(false);
            return valid ? "Ingested" : "Ingested; the data breaks a validation rule, see payload.validation.errors";
        }
    }
}
