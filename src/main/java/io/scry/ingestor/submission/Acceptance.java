package io.scry.ingestor.submission;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Adapters;
import io.scry.ingestor.adapter.EndpointAdapter;
import io.scry.ingestor.database.Change;
import io.scry.ingestor.database.Changes;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.records.NewIngestion;
import io.scry.ingestor.records.SourceInfo;
import io.scry.ingestor.records.Sources;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.InvalidOptionsException;
import io.scry.ingestor.settings.SettingsError;
import io.scry.ingestor.web.ProblemException;
import io.scry.ingestor.work.JobQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Accepts ingestions: checks what can be checked now, then writes ingestion, source and job in one transaction. */
@Component
class Acceptance {

    private final Adapters adapters;
    private final ActiveSettings settings;
    private final QueueLimit limit;
    private final Ingestions ingestions;
    private final Sources sources;
    private final JobQueue jobs;
    private final Changes changes;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final MeterRegistry meters;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    Acceptance(
            Adapters adapters,
            ActiveSettings settings,
            QueueLimit limit,
            Ingestions ingestions,
            Sources sources,
            JobQueue jobs,
            Changes changes,
            TransactionTemplate transaction,
            JsonMapper json,
            MeterRegistry meters) {
        this.adapters = adapters;
        this.settings = settings;
        this.limit = limit;
        this.ingestions = ingestions;
        this.sources = sources;
        this.jobs = jobs;
        this.changes = changes;
        this.transaction = transaction;
        this.json = json;
        this.meters = meters;
    }

    /**
     * Who asks, and how.
     *
     * @param waits whether the caller means to wait for the result
     */
    record Caller(
            String owner,
            boolean waits,
            String correlationId,
            @Nullable String traceparent,
            @Nullable String idempotencyKey) {}

    UUID newId() {
        return ids.generate();
    }

    /** Accepts it under this id; the answer is another id if the same request was accepted before. */
    UUID accept(UUID id, IngestRequest request, SourceBytes source, Caller caller) {
        try {
            Adapter<?> adapter = adapter(request, source);
            check(adapter, request, source);
            NewIngestion added = describe(id, adapter, request, source, caller);
            return store(added, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Adapter<?> adapter(IngestRequest request, SourceBytes source) throws IOException {
        String name = request.adapterType();
        if (name == null && source.url() != null) {
            throw ProblemException.unprocessable(
                    "unknown-content",
                    "The kind of source is not known",
                    "A URL is fetched later: name the adapter as adapter_type: " + String.join(", ", adapters.names())
                            + ".");
        }
        if (name == null) {
            return adapters.recognising(source.head())
                    .orElseThrow(() -> ProblemException.unprocessable(
                            "unknown-content",
                            "The kind of source is not known",
                            "No adapter recognises the content. Name one as adapter_type: "
                                    + String.join(", ", adapters.names()) + "."));
        }
        return adapters.named(name)
                .orElseThrow(() -> ProblemException.unprocessable(
                        "unknown-adapter",
                        "There is no such adapter",
                        "adapter_type is one of " + String.join(", ", adapters.names()) + "."));
    }

    private void check(Adapter<?> adapter, IngestRequest request, SourceBytes source) {
        if (adapter instanceof EndpointAdapter<?> && source.url() == null) {
            throw ProblemException.unprocessable(
                    "unsupported",
                    "The adapter asks a server",
                    "The adapter " + adapter.name() + " reads no documents: send source_type url and an endpoint.");
        }
        try {
            settings.current().options(adapter.name(), adapter.options(), request.options());
        } catch (InvalidOptionsException e) {
            throw ProblemException.unprocessable(
                            "invalid-options",
                            "The options are not valid",
                            "The adapter " + adapter.name() + " does not take these options; errors names each.")
                    .errors(e.errors().stream().map(Acceptance::entry).toList());
        }
    }

    private static Map<String, String> entry(SettingsError error) {
        return Map.of("field", error.path(), "message", error.message());
    }

    private NewIngestion describe(UUID id, Adapter<?> adapter, IngestRequest request, SourceBytes source, Caller caller)
            throws IOException {
        SourceInfo info = info(source, adapter);
        String sourceId = request.sourceId();
        String asked = adapter.name()
                + '\n'
                + sourceId
                + '\n'
                + (source.url() == null ? info.sha256() : source.url())
                + '\n'
                + json.writeValueAsString(new TreeMap<>(request.options()));
        return new NewIngestion(
                id,
                caller.owner(),
                adapter.name(),
                sourceId == null ? id.toString() : sourceId,
                info,
                json.valueToTree(request.options()),
                caller.waits() ? "sync" : "async",
                request.correlationId() == null ? caller.correlationId() : request.correlationId(),
                caller.traceparent(),
                caller.idempotencyKey(),
                SourceBytes.sha256(asked));
    }

    private static SourceInfo info(SourceBytes source, Adapter<?> adapter) throws IOException {
        if (source.url() != null) {
            return new SourceInfo(source.type(), null, null, 0, null, source.url());
        }
        SourceBytes.Digest digest = source.digest();
        String contentType = source.contentType() == null ? adapter.accepts().getFirst() : source.contentType();
        return new SourceInfo(source.type(), source.name(), contentType, digest.bytes(), digest.sha256(), null);
    }

    private UUID store(NewIngestion added, SourceBytes source) {
        String key = added.idempotencyKey();
        UUID before = key == null ? null : repeated(added, key);
        if (before != null) {
            return before;
        }
        limit.pass();
        if (add(added, source)) {
            meters.counter("scry_ingestor_ingestions_accepted", "adapter", added.adapter(), "mode", added.mode())
                    .increment();
            return added.id();
        }
        UUID racing = key == null ? null : repeated(added, key);
        if (racing == null) {
            throw conflict("The ingestion under this Idempotency-Key was deleted just now. Send the request again.");
        }
        return racing;
    }

    /** All or nothing; false if its owner has used its idempotency key before. */
    private boolean add(NewIngestion added, SourceBytes source) {
        Change ingestion = ingestions.adding(added);
        Change job = jobs.adding(added.id());
        if (source.url() != null) {
            return changes.make(ingestion, List.of(job));
        }
        if (added.source().bytes() <= Sources.PIECE) {
            byte[] bytes = read(added, source, in -> in.readNBytes(Sources.PIECE));
            return changes.make(
                    ingestion,
                    Stream.concat(sources.adding(bytes).stream(), Stream.of(job))
                            .toList());
        }
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean isNew = changes.make(ingestion, List.of(job));
            if (isNew) {
                read(added, source, in -> sources.store(added.id(), in));
            }
            return isNew;
        }));
    }

    private interface Reading<T> {
        T from(InputStream bytes) throws IOException;
    }

    /** What is stored has to be what was described: a file may have changed since, and then nothing is accepted. */
    private static <T> T read(NewIngestion added, SourceBytes source, Reading<T> reading) {
        try (DigestInputStream bytes = source.digesting()) {
            T read = reading.from(bytes);
            if (!SourceBytes.hash(bytes).equals(added.source().sha256())) {
                throw conflict("The file changed while it was read. Send the request again when it is complete.");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, "changed-meanwhile", "Something changed meanwhile", detail);
    }

    private @Nullable UUID repeated(NewIngestion added, String key) {
        Ingestions.Repeat before = ingestions.underKey(added.owner(), key).orElse(null);
        if (before != null && !before.fingerprint().equals(added.fingerprint())) {
            throw ProblemException.unprocessable(
                    "idempotency-key-reused",
                    "The idempotency key belongs to another request",
                    "This Idempotency-Key was used for a request that asked for something else. Send a new key.");
        }
        return before == null ? null : before.id();
    }
}
