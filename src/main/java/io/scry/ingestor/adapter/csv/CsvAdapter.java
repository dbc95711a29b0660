package io.scry.ingestor.adapter.csv;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.Output;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reads comma-separated values, and their relatives with other delimiters, into one JSON object for each record.
 *
 * <p>It reads a file twice: to find out what its columns are, and to write its records.
 */
@Component
final class CsvAdapter implements Adapter<CsvOptions> {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public Class<CsvOptions> options() {
        return CsvOptions.class;
    }

    @Override
    public List<String> accepts() {
        return Recognition.MEDIA_TYPES;
    }

    @Override
    public boolean canRunAway() {
        return false;
    }

    @Override
    public Match recognise(Head head) {
        return Recognition.of(head);
    }

    @Override
    public Extraction extract(Document document, CsvOptions options, Output output)
            throws IOException, InterruptedException {
        return new CsvExtraction(new CsvFile(document.file(), options, output), options, output).run();
    }
}
