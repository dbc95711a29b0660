package io.scry.ingestor.bench;

import io.scry.ingestor.ScryIngestor;

/** The service with the handlers of {@link Comparison}. */
final class ComparisonService {

    // Not static, so that test-run finds one main class only.
    void main() {
        var _ = ScryIngestor.start(System.getenv(), "--bench.comparison=true");
    }
}
