package io.scry.ingestor.pipeline;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Adapters;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.settings.InvalidOptionsException;
import io.scry.ingestor.settings.Settings;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs the adapter of an ingestion on a local copy of its source. */
@Component
class Extractor {

    private static final TypeReference<Map<String, Object>> OPTIONS = new TypeReference<>() {};

    private final Adapters adapters;
    private final SourceFiles files;
    private final JsonMapper json;

    Extractor(Adapters adapters, SourceFiles files, JsonMapper json) {
        this.adapters = adapters;
        this.files = files;
        this.json = json;
    }

    Extraction extract(Ingestion running, Settings settings, ResultOutput output)
            throws IOException, InterruptedException {
        Adapter<?> adapter = adapters.named(running.adapter())
                .orElseThrow(() -> new UnreadableSourceException(
                        UnreadableSourceException.Reason.UNSUPPORTED,
                        "This release has no adapter '" + running.adapter() + "'"));
        return extract(adapter, running, settings, output);
    }

    private <O extends Record> Extraction extract(
            Adapter<O> adapter, Ingestion running, Settings settings, ResultOutput output)
            throws IOException, InterruptedException {
        O options = options(adapter, running, settings);
        try (SourceFiles.Copy copy = files.copy(running)) {
            return adapter.extract(
                    new Document(
                            copy.file(),
                            running.source().name(),
                            running.source().contentType()),
                    options,
                    output);
        } catch (StackOverflowError e) {
            throw new UnreadableSourceException(
                    UnreadableSourceException.Reason.LIMIT_EXCEEDED, "The source is nested too deeply to be read", e);
        }
    }

    /** They were checked when the ingestion was accepted; the settings may have changed since. */
    private <O extends Record> O options(Adapter<O> adapter, Ingestion running, Settings settings) {
        try {
            return settings.options(adapter.name(), adapter.options(), json.convertValue(running.options(), OPTIONS));
        } catch (InvalidOptionsException e) {
            throw new UnreadableSourceException(
                    UnreadableSourceException.Reason.UNSUPPORTED,
                    "The options of this ingestion do not fit the settings that are active now: " + e.getMessage(),
                    e);
        }
    }
}
