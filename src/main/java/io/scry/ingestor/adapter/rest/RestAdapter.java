package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.Endpoint;
import io.scry.ingestor.adapter.EndpointAdapter;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.exc.JacksonIOException;

/** Reads what an API answers, page by page. */
@Component
final class RestAdapter implements EndpointAdapter<RestOptions> {

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public Class<RestOptions> options() {
        return RestOptions.class;
    }

    @Override
    public List<String> accepts() {
        return List.of("application/json", "application/x-ndjson", "application/jsonl");
    }

    @Override
    public Extraction extract(Endpoint endpoint, RestOptions options, Output output)
            throws IOException, InterruptedException {
        try {
            return new RestExtraction(options, output).run(endpoint);
        } catch (JacksonIOException e) {
            // Reading fails in other ways: it is the output that failed.
            IOException cause = e.getCause();
            throw cause == null ? new IOException(e) : cause;
        }
    }
}
