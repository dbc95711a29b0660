package io.scry.ingestor.pipeline;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Adapters;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Endpoint;
import io.scry.ingestor.adapter.EndpointAdapter;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import io.scry.ingestor.adapter.fetch.FetchSettings;
import io.scry.ingestor.adapter.fetch.Fetching;
import io.scry.ingestor.adapter.fetch.WebSession;
import io.scry.ingestor.isolation.Extractions;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.SourceInfo;
import io.scry.ingestor.settings.InvalidOptionsException;
import io.scry.ingestor.settings.Settings;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs the adapter of an ingestion on a local copy of its source, or lets it ask the server that has it. */
@Component
class Extractor {

    private static final TypeReference<Map<String, Object>> OPTIONS = new TypeReference<>() {};

    private final Adapters adapters;
    private final SourceFiles files;
    private final Fetching fetching;
    private final Extractions extractions;
    private final JsonMapper json;

    Extractor(Adapters adapters, SourceFiles files, Fetching fetching, Extractions extractions, JsonMapper json) {
        this.adapters = adapters;
        this.files = files;
        this.fetching = fetching;
        this.extractions = extractions;
        this.json = json;
    }

    /** What came of an extraction, and what is known of the source since. */
    record Extracted(Extraction extraction, SourceInfo source) {}

    Extracted extract(Ingestion running, Settings settings, ResultOutput output)
            throws IOException, InterruptedException {
        Adapter<?> adapter = adapters.named(running.adapter())
                .orElseThrow(() -> new UnreadableSourceException(
                        UnreadableSourceException.Reason.UNSUPPORTED,
                        "This release has no adapter '" + running.adapter() + "'"));
        try {
            return extract(adapter, running, settings, output);
        } catch (StackOverflowError e) {
            throw new UnreadableSourceException(
                    UnreadableSourceException.Reason.LIMIT_EXCEEDED, "The source is nested too deeply to be read", e);
        }
    }

    private <O extends Record> Extracted extract(
            Adapter<O> adapter, Ingestion running, Settings settings, ResultOutput output)
            throws IOException, InterruptedException {
        O options = options(adapter, running, settings);
        SourceInfo source = running.source();
        if (source.url() != null) {
            WebAddress address = WebAddress.of(source.url());
            FetchSettings limits = settings.get(FetchSettings.class);
            try (WebSession web = fetching.open(limits, files::create)) {
                Extraction extraction = adapter instanceof EndpointAdapter<O> asking
                        ? asking.extract(new Endpoint(address, web), options, output)
                        : fetched(adapter, web, Web.Request.get(address, limits.terms()), options, output);
                return new Extracted(extraction, source.fetched(web.contentType(), web.bytes(), web.sha256()));
            }
        }
        try (SourceFiles.Copy copy = files.copy(running)) {
            Document document = new Document(copy.file(), source.name(), source.contentType());
            return new Extracted(extractions.extract(adapter, document, options, output), source);
        }
    }

    private <O extends Record> Extraction fetched(
            Adapter<O> adapter, Web web, Web.Request request, O options, ResultOutput output)
            throws IOException, InterruptedException {
        try (Web.Answer answer = web.send(request)) {
            WebAddress address = answer.requireSuccess().address();
            return extractions.extract(
                    adapter,
                    new Document(answer.file(), address.fileName(), answer.header("Content-Type"), address.masked()),
                    options,
                    output);
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
