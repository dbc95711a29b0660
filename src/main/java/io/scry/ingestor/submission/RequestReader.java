package io.scry.ingestor.submission;

import io.scry.ingestor.adapter.WebAddress;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.web.CorrelationId;
import io.scry.ingestor.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** Makes out of a request what is asked for, and where the bytes are. */
@Component
class RequestReader {

    private static final Set<String> FIELDS = Set.of("adapter_type", "source_config", "correlation_id");

    private static final int MOST_MEMBERS = 1000;

    private final ActiveSettings settings;
    private final FileRoots roots;
    private final JsonMapper json;
    private final ObjectReader strict;

    RequestReader(ActiveSettings settings, FileRoots roots, JsonMapper json) {
        this.settings = settings;
        this.roots = roots;
        this.json = json;
        this.strict = json.reader()
                .with(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    IngestRequest read(HttpServletRequest request) throws IOException {
        DataSize limit = settings.current().get(IngestionSettings.class).maxInlineSize();
        byte[] body = request.getInputStream().readNBytes(Math.toIntExact(limit.toBytes()) + 1);
        if (body.length > limit.toBytes()) {
            throw new ProblemException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "request-too-large",
                    "The request is too large",
                    "A JSON request holds at most " + size(limit) + ". Upload larger sources as multipart/form-data.");
        }
        JsonNode root = parse(body, "The body");
        if (!root.isObject()) {
            throw IngestRequest.invalid("the body", "is a JSON object with adapter_type and source_config");
        }
        for (String name : root.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw IngestRequest.invalid(
                        name, "is not known; known are adapter_type, source_config and correlation_id");
            }
        }
        return request(root.get("adapter_type"), root.get("source_config"), root.get("correlation_id"));
    }

    IngestRequest read(@Nullable String adapterType, @Nullable String sourceConfig, @Nullable String correlationId) {
        JsonNode config = sourceConfig == null || sourceConfig.isBlank()
                ? json.createObjectNode()
                : parse(sourceConfig.getBytes(StandardCharsets.UTF_8), "The part source_config");
        return request(
                adapterType == null ? null : json.getNodeFactory().stringNode(adapterType),
                config,
                correlationId == null ? null : json.getNodeFactory().stringNode(correlationId));
    }

    private IngestRequest request(
            @Nullable JsonNode adapter, @Nullable JsonNode config, @Nullable JsonNode correlation) {
        if (config == null || !config.isObject()) {
            throw IngestRequest.invalid("source_config", "is a JSON object");
        }
        if (config.size() > MOST_MEMBERS) {
            throw IngestRequest.invalid("source_config", "has at most " + MOST_MEMBERS + " members");
        }
        String correlationId = text("correlation_id", correlation);
        if (correlationId != null && !CorrelationId.isWellFormed(correlationId)) {
            throw IngestRequest.invalid("correlation_id", "has up to 128 letters, digits and ._:@/+=-");
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> sourceConfig = json.convertValue(config, Map.class);
        JsonNode data = config.get("data");
        if (data != null && !data.isNull() && !data.isString()) {
            // Given as JSON, for the json adapter: written out with every digit that it came with.
            sourceConfig.put("data", data.toString());
        }
        return new IngestRequest(text("adapter_type", adapter), sourceConfig, correlationId);
    }

    private static @Nullable String text(String name, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw IngestRequest.invalid(name, "is text");
        }
        return node.stringValue().isBlank() ? null : node.stringValue();
    }

    private JsonNode parse(byte[] text, String what) {
        try {
            return strict.readTree(decoded(text));
        } catch (CharacterCodingException e) {
            throw malformed(what + " is not in UTF-8, or has bytes that are none.");
        } catch (StreamConstraintsException e) {
            throw malformed(what
                    + " nests too deeply, or has a number or a name that is too long. Upload such data as a file.");
        } catch (MismatchedInputException e) {
            throw malformed(what + " names a member of an object twice" + place(e) + ".");
        } catch (JacksonException e) {
            throw malformed(what + " is not well-formed JSON" + place(e) + ".");
        }
    }

    /** The parser itself takes overlong forms, by which characters can be hidden from who looks at the bytes. */
    private static String decoded(byte[] text) throws CharacterCodingException {
        String decoded = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(text))
                .toString();
        return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }

    private static ProblemException malformed(String detail) {
        return ProblemException.badRequest("malformed-json", "The request is not JSON", detail);
    }

    private static String place(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** The source of a request without an upload. */
    SourceBytes source(IngestRequest request) {
        String data = request.text("data");
        String path = request.text("path");
        String type = request.text("source_type");
        if (type == null) {
            type = path != null ? "file" : request.url() != null ? "url" : "string";
        }
        return switch (type) {
            case "file" -> file(path);
            case "string" -> inline(request, data);
            case "url" -> url(request.url());
            default -> throw IngestRequest.invalid("source_config.source_type", "is one of file, string, url");
        };
    }

    private static SourceBytes url(@Nullable String url) {
        if (url == null) {
            throw IngestRequest.invalid(
                    "source_config.url", "(or endpoint) says where the source is, if source_type is url");
        }
        try {
            WebAddress.of(url);
        } catch (IllegalArgumentException e) {
            throw ProblemException.unprocessable(
                    "invalid-url", "The URL cannot be fetched", String.valueOf(e.getMessage()));
        }
        return SourceBytes.at(url);
    }

    private SourceBytes file(@Nullable String path) {
        if (path == null) {
            throw IngestRequest.invalid(
                    "source_config.path", "names the file, if source_type is file and nothing is uploaded");
        }
        Path file = roots.resolve(path);
        try {
            DataSize limit = settings.current().get(IngestionSettings.class).maxSourceSize();
            if (Files.size(file) > limit.toBytes()) {
                throw tooLarge(limit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SourceBytes(
                "file",
                file.getFileName().toString(),
                null,
                () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    }

    private static SourceBytes inline(IngestRequest request, @Nullable String data) {
        if (data == null) {
            throw IngestRequest.invalid("source_config.data", "holds the text, if source_type is string");
        }
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new SourceBytes(
                "string",
                request.text("file_name"),
                request.text("content_type"),
                () -> new ByteArrayInputStream(bytes));
    }

    /** The source of a request with an upload. */
    static SourceBytes source(IngestRequest request, MultipartFile upload) {
        String type = request.text("source_type");
        if (type != null && !type.equals("file")) {
            throw IngestRequest.invalid("source_config.source_type", "is file if something is uploaded");
        }
        return new SourceBytes("file", fileName(upload), mediaType(upload.getContentType()), upload::getInputStream);
    }

    /** Only the last part: some clients send whole paths. */
    private static @Nullable String fileName(MultipartFile upload) {
        String name = upload.getOriginalFilename();
        if (name == null || name.isBlank()) {
            return null;
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("\\p{Cntrl}", "");
        return clean.length() > 255 ? clean.substring(clean.length() - 255) : clean;
    }

    /** What curl and browsers send for a file that they do not know says nothing. */
    private static @Nullable String mediaType(@Nullable String contentType) {
        return contentType == null || contentType.startsWith("application/octet-stream") ? null : contentType;
    }

    private static String size(DataSize limit) {
        return limit.toMegabytes() > 0 ? limit.toMegabytes() + " MB" : limit.toKilobytes() + " KB";
    }

    static ProblemException tooLarge(DataSize limit) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "source-too-large",
                "The source is too large",
                "A source holds at most " + size(limit) + " (ingestion.max_source_size).");
    }
}
