package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.settings.FeatureFlags;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.springframework.stereotype.Component;

/** Reads PDF documents. The data is one object: the pages in order, and the text of all of them together. */
@Component
final class PdfAdapter implements Adapter<PdfOptions> {

    /** Makes PDFBox, in this whole JVM, do without the machine's fonts. */
    PdfAdapter() {
        FontMappers.set(new BundledFonts());
    }

    @Override
    public String name() {
        return "pdf";
    }

    @Override
    public Class<PdfOptions> options() {
        return PdfOptions.class;
    }

    @Override
    public Map<String, Object> decided(FeatureFlags flags) {
        return flags.pdfTables() ? Map.of() : Map.of("tables", false);
    }

    @Override
    public List<String> accepts() {
        return List.of("application/pdf");
    }

    @Override
    public Match recognise(Head head) {
        return Signature.isPdf(head.bytes()) ? Match.YES : Match.NO;
    }

    @Override
    public Extraction extract(Document document, PdfOptions options, Output output)
            throws IOException, InterruptedException {
        PageRanges ranges = PageRanges.parse(options.pages());
        try (PdfFile file = PdfFile.open(document.file(), options.password())) {
            if (options.respectExtractionPermission() && !DocumentFacts.canExtract(file.document())) {
                throw new UnreadableSourceException(
                        Reason.PASSWORD_REQUIRED,
                        "The PDF's owner forbids to extract its text: give the owner's password in the option password,"
                                + " or set respect_extraction_permission to false if you have the right to read it");
            }
            return new PdfExtraction(file, options, ranges, output).run();
        }
    }
}
