package io.scry.ingestor.pipeline;

import io.scry.ingestor.records.Expired;
import io.scry.ingestor.settings.ActiveSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes what has been kept long enough, in small transactions. */
@Component
class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 500;

    private final Expired expired;
    private final ActiveSettings settings;
    private final Clock clock;

    Retention(Expired expired, ActiveSettings settings, Clock clock) {
        this.expired = expired;
        this.settings = settings;
        this.clock = clock;
    }

    void clean() {
        RetentionSettings keep = settings.current().get(RetentionSettings.class);
        Instant now = clock.instant();
        int ended = all(() -> expired.deleteIngestions(now.minus(keep.ingestions()), BATCH));
        int pieces = all(() -> expired.deleteSources(now.minus(keep.sources()), BATCH));
        if (ended + pieces > 0) {
            log.info(
                    "Retention deleted {} ingestions, and {} pieces of sources that are not needed any more",
                    ended,
                    pieces);
        }
    }

    private static int all(IntSupplier batch) {
        int total = 0;
        int deleted;
        do {
            deleted = batch.getAsInt();
            total += deleted;
        } while (deleted == BATCH && !Thread.currentThread().isInterrupted());
        return total;
    }
}
