package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.Output;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads the worksheets of an Excel workbook, row by row, into one JSON object for each row. */
@Component
final class ExcelAdapter implements Adapter<ExcelOptions> {

    @Override
    public String name() {
        return "excel";
    }

    @Override
    public Class<ExcelOptions> options() {
        return ExcelOptions.class;
    }

    @Override
    public List<String> accepts() {
        return Recognition.MEDIA_TYPES;
    }

    @Override
    public Match recognise(Head head) {
        return Recognition.of(head);
    }

    @Override
    public Extraction extract(Document document, ExcelOptions options, Output output)
            throws IOException, InterruptedException {
        try (Workbook workbook = Workbooks.open(document.file(), options, output)) {
            return new ExcelExtraction(workbook, options, output).run();
        }
    }
}
