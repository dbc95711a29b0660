package io.scry.ingestor.submission;

import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.State;
import io.scry.ingestor.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Streams the data of a payload. */
@RestController
@Tag(name = "ingestions")
class DataController {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    private static final List<MediaType> OFFERED =
            List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON, CSV);

    private final Access access;
    private final StoredData data;
    private final CsvExport csv;

    DataController(Access access, StoredData data, CsvExport csv) {
        this.access = access;
        this.data = data;
        this.csv = csv;
    }

    @Operation(summary = "Stream the data as JSON, NDJSON or CSV")
    @GetMapping(IngestionView.PATH + "{id}/data")
    void data(
            HttpServletRequest http,
            HttpServletResponse response,
            @PathVariable UUID id,
            @Parameter(
                            description =
                                    "In CSV, put an apostrophe before cells that a spreadsheet would take for"
                                            + " formulas: those that begin with = + - @, a tab or a line end, and are no numbers")
                    @RequestParam(name = "neutralise_formulas", defaultValue = "false")
                    boolean neutral,
            @RequestHeader(name = "Accept", required = false) @Nullable String accept)
            throws IOException {
        Ingestion ingestion = access.find(http, id);
        if (ingestion.status() != State.SUCCEEDED) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "wrong-state",
                    "There is no data",
                    "Only an ingestion that succeeded has data; this one is "
                            + ingestion.status().label() + ".");
        }
        MediaType type = choose(accept);
        if (type.equals(CSV)) {
            csv(ingestion, neutral, response);
        } else if (type.equals(MediaType.APPLICATION_NDJSON)) {
            response.setContentType(type.toString());
            data.ndjson(ingestion, response.getOutputStream());
        } else {
            response.setContentType(type.toString());
            data.json(ingestion, response.getOutputStream());
        }
    }

    private void csv(Ingestion ingestion, boolean neutral, HttpServletResponse response) throws IOException {
        if (!StoredData.isRecords(ingestion)) {
            throw new ProblemException(
                    HttpStatus.NOT_ACCEPTABLE,
                    "not-records",
                    "This data is not a list of records",
                    "CSV can be had of records only. Ask for application/json.");
        }
        List<String> columns = csv.columns(ingestion);
        response.setContentType(CSV.toString());
        csv.write(ingestion, columns, neutral, response.getOutputStream());
    }

    private static MediaType choose(@Nullable String accept) {
        List<MediaType> sorted = new ArrayList<>(wanted(accept));
        MimeTypeUtils.sortBySpecificity(sorted);
        for (MediaType one : sorted) {
            for (MediaType offered : OFFERED) {
                if (one.getQualityValue() > 0 && one.includes(offered)) {
                    return offered;
                }
            }
        }
        throw notAcceptable();
    }

    private static List<MediaType> wanted(@Nullable String accept) {
        try {
            return accept == null || accept.isBlank() ? List.of(MediaType.ALL) : MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException e) {
            throw notAcceptable();
        }
    }

    private static ProblemException notAcceptable() {
        return new ProblemException(
                HttpStatus.NOT_ACCEPTABLE,
                "not-acceptable",
                "The data cannot be had in that form",
                "Accept is one of application/json, application/x-ndjson, text/csv.");
    }
}
