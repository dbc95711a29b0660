package io.scry.ingestor.isolation;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A document to be read, in words that another process understands. */
record Job(
        String adapter,
        JsonNode options,
        String file,
        @Nullable String fileName,
        @Nullable String contentType,
        @Nullable String location) {

    static <O extends Record> Job of(Adapter<O> adapter, Document document, O options) {
        return new Job(
                adapter.getClass().getName(),
                Wire.CONTROL.valueToTree(options),
                document.file().toAbsolutePath().toString(),
                document.fileName(),
                document.contentType(),
                document.location());
    }

    Document document() {
        return new Document(Path.of(file), fileName, contentType, location);
    }
}
