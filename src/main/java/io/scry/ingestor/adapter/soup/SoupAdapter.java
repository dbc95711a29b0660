package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.exc.JacksonIOException;

/** Reads HTML as browsers do, and never anything that it refers to. */
@Component
final class SoupAdapter implements Adapter<SoupOptions> {

    @Override
    public String name() {
        return "soup";
    }

    @Override
    public Class<SoupOptions> options() {
        return SoupOptions.class;
    }

    @Override
    public List<String> accepts() {
        return List.of("text/html", "application/xhtml+xml");
    }

    @Override
    public Match recognise(Head head) {
        return Recognition.of(head);
    }

    @Override
    public Extraction extract(Document document, SoupOptions options, Output output)
            throws IOException, InterruptedException {
        Validation.Builder validation = new Validation.Builder();
        // Checked before anything is read: they are what a sender gets wrong most often.
        Selectors selectors = new Selectors(options);
        byte[] bytes = bytes(document, options);
        TextEncoding encoding =
                new EncodingChoice(bytes, options.encoding(), document.contentType(), validation).made();
        String base = document.location() == null ? options.baseUrl() : document.location();
        HtmlPage page = HtmlPage.parse(bytes, encoding, base, options, output);
        try {
            return new SoupExtraction(page, selectors, encoding, options, output, validation).run();
        } catch (JacksonIOException e) {
            // What reads JSON here reads strings: it is the output that failed.
            IOException cause = e.getCause();
            throw cause == null ? new IOException(e) : cause;
        }
    }

    private static byte[] bytes(Document document, SoupOptions options) throws IOException {
        long size = Files.size(document.file());
        if (size > options.maxDocumentSize().toBytes()) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The source has " + size + " bytes, more than max_document_size ("
                            + options.maxDocumentSize().toBytes() + " bytes) allows.");
        }
        byte[] bytes = Files.readAllBytes(document.file());
        String otherKind = Recognition.otherKind(bytes);
        if (otherKind != null) {
            throw new UnreadableSourceException(
                    Reason.WRONG_TYPE, "The source is no HTML but " + otherKind + "; choose another adapter_type.");
        }
        return bytes;
    }
}
