package io.scry.ingestor.submission;

import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.settings.LogContext;
import io.scry.ingestor.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Who sees which ingestions: each key its own, and admins all. What a key may not see does not exist for it. */
@Component
class Access {

    private final Ingestions ingestions;

    Access(Ingestions ingestions) {
        this.ingestions = ingestions;
    }

    /** The owner to whose ingestions the caller is confined; null for admins. */
    @Nullable
    String onlyOwner(HttpServletRequest http) {
        return http.isUserInRole("ADMIN") ? null : http.getRemoteUser();
    }

    Ingestion find(HttpServletRequest http, UUID id) {
        LogContext.put(LogContext.INGESTION_ID, id.toString());
        String owner = onlyOwner(http);
        return ingestions
                .find(id)
                .filter(ingestion -> owner == null || owner.equals(ingestion.owner()))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "not-found",
                        "There is no such ingestion",
                        "No ingestion has the id " + id + ". It may have been deleted, or be kept no longer."));
    }
}
