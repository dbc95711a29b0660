package io.scry.ingestor.submission;

import io.micrometer.common.KeyValue;
import io.scry.ingestor.records.Ingestion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Consumer;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** The metric's outcome of a request: a 503 because the caller's own source cannot be had is no error of this service. */
@Component
class RequestOutcomes extends DefaultServerRequestObservationConvention {

    private static final String UNAVAILABLE = "urn:scry:problem:source-unavailable";
    private static final KeyValue SOURCE_UNAVAILABLE = KeyValue.of("outcome", "SOURCE_UNAVAILABLE");

    /** Takes what a request's ingestion has come to, before the request is answered with it, also from another thread. */
    static Consumer<Ingestion> of(HttpServletRequest request) {
        ServerRequestObservationContext observed =
                ServerHttpObservationFilter.findObservationContext(request).orElse(null);
        return ingestion -> {
            if (observed != null
                    && ingestion.problem() != null
                    && ingestion.problem().path("type").asString("").equals(UNAVAILABLE)) {
                observed.put(RequestOutcomes.class, SOURCE_UNAVAILABLE);
            }
        };
    }

    @Override
    protected KeyValue outcome(ServerRequestObservationContext context) {
        // What was to be the answer may have become another.
        HttpServletResponse response = context.getResponse();
        return response != null && response.getStatus() == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                ? context.getOrDefault(RequestOutcomes.class, super.outcome(context))
                : super.outcome(context);
    }
}
