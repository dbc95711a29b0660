package io.scry.ingestor.submission;

import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.records.State;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.LogContext;
import io.scry.ingestor.web.CorrelationId;
import io.scry.ingestor.work.Claims;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;

/** Takes sources in. */
@RestController
@Tag(name = "ingest")
class IngestController {

    static final String PATH = "/api/v1/ingest";

    private final RequestReader reader;
    private final Acceptance acceptance;
    private final Waiting waiting;
    private final Ingestions ingestions;
    private final Answers answers;
    private final ActiveSettings settings;
    private final Claims claims;

    IngestController(
            RequestReader reader,
            Acceptance acceptance,
            Waiting waiting,
            Ingestions ingestions,
            Answers answers,
            ActiveSettings settings,
            Claims claims) {
        this.reader = reader;
        this.acceptance = acceptance;
        this.waiting = waiting;
        this.ingestions = ingestions;
        this.answers = answers;
        this.settings = settings;
        this.claims = claims;
    }

    /** How the body of a JSON request looks, for the API's description. */
    @Schema(name = "IngestRequest")
    record Body(
            @Schema(example = "csv") String adapter_type,

            @Schema(example = "{\"source_id\": \"orders\", \"source_type\": \"string\", \"data\": \"a,b\\n1,2\\n\"}")
            Map<String, Object> source_config,

            String correlation_id) {}

    @Operation(
            summary = "Ingest inline text or a file of the server",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = Body.class))))
    @ApiResponse(responseCode = "200", description = "Ingested: the payload")
    @ApiResponse(responseCode = "202", description = "Accepted, not finished yet: Location says where to look")
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    DeferredResult<ResponseEntity<?>> ingest(
            HttpServletRequest http,
            Principal principal,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
            throws IOException {
        IngestRequest request = reader.read(http);
        return submit(http, principal, prefer, key, request, reader.source(request));
    }

    @Operation(summary = "Ingest an uploaded file")
    @ApiResponse(responseCode = "200", description = "Ingested: the payload")
    @ApiResponse(responseCode = "202", description = "Accepted, not finished yet: Location says where to look")
    @PostMapping(path = PATH, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    DeferredResult<ResponseEntity<?>> upload(
            HttpServletRequest http,
            Principal principal,
            @RequestPart("file") MultipartFile file,
            @RequestParam(name = "adapter_type", required = false) @Nullable String adapterType,
            @RequestParam(name = "source_config", required = false) @Nullable String sourceConfig,
            @RequestParam(name = "correlation_id", required = false) @Nullable String correlationId,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
            throws IOException, ServletException {
        IngestRequest request = reader.read(adapterType, sourceConfig, correlationId);
        try {
            return submit(http, principal, prefer, key, request, RequestReader.source(request, file));
        } finally {
            // Its bytes are in the database, or not wanted: the copy on disk must not last as long as somebody waits.
            http.getPart("file").delete();
        }
    }

    private DeferredResult<ResponseEntity<?>> submit(
            HttpServletRequest http,
            Principal principal,
            @Nullable String prefer,
            @Nullable String key,
            IngestRequest request,
            SourceBytes source) {
        Preference preference = Preference.of(prefer, settings.current().get(IngestionSettings.class));
        boolean waitsForIt = preference.patience().isPositive();
        Acceptance.Caller caller = new Acceptance.Caller(
                principal.getName(),
                waitsForIt,
                CorrelationId.of(http),
                CorrelationId.traceparent(http),
                checkedKey(key));
        UUID id = acceptance.newId();
        LogContext.put(LogContext.INGESTION_ID, id.toString());
        CompletableFuture<Boolean> ended = waiting.ended(id, preference.patience());
        UUID accepted = accept(id, request, source, caller, ended);
        if (!waitsForIt && accepted.equals(id)) {
            return now(Answers.accepted(id, State.QUEUED, preference));
        }
        CompletableFuture<Boolean> wait = accepted.equals(id) ? ended : waitForEarlier(accepted, preference);
        claims.neededFor(wait);
        return answers.after(wait, accepted, preference, RequestOutcomes.of(http));
    }

    private static DeferredResult<ResponseEntity<?>> now(ResponseEntity<?> response) {
        DeferredResult<ResponseEntity<?>> answer = new DeferredResult<>();
        answer.setResult(response);
        return answer;
    }

    private UUID accept(
            UUID id,
            IngestRequest request,
            SourceBytes source,
            Acceptance.Caller caller,
            CompletableFuture<Boolean> ended) {
        boolean accepted = false;
        try {
            UUID result = acceptance.accept(id, request, source, caller);
            accepted = result.equals(id);
            return result;
        } finally {
            if (!accepted) {
                ended.complete(false);
            }
        }
    }

    /** It may have ended long ago. */
    private CompletableFuture<Boolean> waitForEarlier(UUID earlier, Preference preference) {
        CompletableFuture<Boolean> ended = waiting.ended(earlier, preference.patience());
        if (ingestions.find(earlier).map(it -> it.status().isFinal()).orElse(true)) {
            ended.complete(true);
        }
        return ended;
    }

    private static @Nullable String checkedKey(@Nullable String key) {
        if (key != null && !key.matches("[\\x21-\\x7e]{1,200}")) {
            throw IngestRequest.invalid("Idempotency-Key", "has up to 200 printable ASCII characters without spaces");
        }
        return key;
    }
}
