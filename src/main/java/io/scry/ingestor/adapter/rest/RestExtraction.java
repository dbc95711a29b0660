package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.Endpoint;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Web;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reading of all pages of one endpoint. */
final class RestExtraction {

    private final RestOptions options;
    private final Records records;
    private final Pages pages;
    private int asked;

    RestExtraction(RestOptions options, Output output) {
        this.options = options;
        this.records = new Records(options, output);
        this.pages = new Pages(options.pagination());
    }

    Extraction run(Endpoint endpoint) throws IOException, InterruptedException {
        if (options.pagination().type() != Pagination.Type.NONE
                && options.format() == RestOptions.RestFormat.DOCUMENT) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED, "Pages hold records: with pagination, format is not document.");
        }
        Web.Request next = pages.first(Requests.first(endpoint.address(), options));
        while (next != null) {
            if (asked == options.maxPages()) {
                throw new UnreadableSourceException(
                        Reason.LIMIT_EXCEEDED, "There are more pages than max_pages (" + asked + ") allows.");
            }
            next = page(endpoint.web(), next);
        }
        return new Extraction(metadata(), records.validation());
    }

    /** Reads a page, and says how to ask for the next one. */
    private Web.@Nullable Request page(Web web, Web.Request request) throws IOException, InterruptedException {
        try (Web.Answer answer = web.send(request)) {
            asked++;
            if (pages.isBeyondTheLast(answer)) {
                return null;
            }
            PageReader reader = new PageReader(options, records);
            long count = reader.read(answer.requireSuccess());
            return pages.next(request, answer, count, reader.cursor());
        }
    }

    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("format", records.format());
        metadata.put("record_count", records.count());
        metadata.put("page_count", asked);
        metadata.put("columns", records.columns());
        if (!options.recordsPath().isEmpty()) {
            metadata.put("records_path", options.recordsPath());
        }
        return metadata;
    }
}
