package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.json.JsonOptions.JsonFormat;
import io.scry.ingestor.adapter.json.LayoutProbe.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.exc.JacksonIOException;

/** Reads JSON (RFC 8259) to the letter: documents, arrays of records, and JSON Lines. */
@Component
final class JsonAdapter implements Adapter<JsonOptions> {

    private static final List<String> LINE_TYPES =
            List.of("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines");

    @Override
    public String name() {
        return "json";
    }

    @Override
    public Class<JsonOptions> options() {
        return JsonOptions.class;
    }

    @Override
    public List<String> accepts() {
        return List.of("application/json", "application/x-ndjson", "application/jsonl", "text/json");
    }

    @Override
    public boolean canRunAway() {
        return false;
    }

    @Override
    public Match recognise(Head head) {
        return JsonRecognition.of(head);
    }

    @Override
    public Extraction extract(Document document, JsonOptions options, Output output)
            throws IOException, InterruptedException {
        long size = Files.size(document.file());
        requireSize(size, options);
        requireGoodCombination(options);
        byte[] head = head(document);
        TextEncoding encoding = TextEncoding.of(head);
        String otherKind = Signatures.otherKind(head);
        if (otherKind != null) {
            throw new UnreadableSourceException(Reason.WRONG_TYPE, otherKind);
        }
        try (Tokens tokens = new Tokens(new StrictReader(document.file(), encoding), size, options, output)) {
            Extraction extraction =
                    new JsonExtraction(tokens, encoding, options, output).run(isLines(document, encoding, options));
            output.progress(size, size);
            return extraction;
        } catch (JacksonIOException e) {
            // The parser's failures never come this far: it is the output that failed.
            IOException cause = e.getCause();
            throw cause == null ? new IOException(e) : cause;
        } catch (UnreadableSourceException e) {
            throw adviseIfTable(e, encoding.decode(head));
        }
    }

    private static void requireSize(long size, JsonOptions options) {
        long limit = options.maxDocumentSize().toBytes();
        if (size == 0) {
            throw new UnreadableSourceException(Reason.EMPTY, "There is no JSON in the source: it has no bytes.");
        }
        if (size > limit) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The source has " + size + " bytes, more than max_document_size (" + limit + " bytes) allows.");
        }
    }

    private static void requireGoodCombination(JsonOptions options) {
        if (options.hasRecordsPath()
                && (options.format() == JsonFormat.DOCUMENT || options.format() == JsonFormat.NDJSON)) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED, "records_path goes with format = auto or records only; leave one of them out.");
        }
    }

    private static byte[] head(Document document) throws IOException {
        try (InputStream in = Files.newInputStream(document.file())) {
            return in.readNBytes(Head.SIZE);
        }
    }

    private static boolean isLines(Document document, TextEncoding encoding, JsonOptions options) throws IOException {
        if (options.format() != JsonFormat.AUTO || options.hasRecordsPath()) {
            return options.format() == JsonFormat.NDJSON;
        }
        Layout layout = LayoutProbe.of(document.file(), encoding, options);
        return layout == Layout.LINES || (layout == Layout.ONE_LINE && isCalledLines(document));
    }

    /** A file of a single line is JSON Lines only by its name or type. */
    private static boolean isCalledLines(Document document) {
        String name = lower(document.fileName());
        String type = lower(document.contentType());
        return name.endsWith(".ndjson")
                || name.endsWith(".jsonl")
                || LINE_TYPES.stream().anyMatch(type::startsWith);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static UnreadableSourceException adviseIfTable(UnreadableSourceException e, String text) {
        return e.reason() == Reason.DAMAGED && Signatures.likeTable(text)
                ? new UnreadableSourceException(
                        Reason.WRONG_TYPE, e.getMessage() + " If this is CSV, use adapter_type csv.", e)
                : e;
    }
}
