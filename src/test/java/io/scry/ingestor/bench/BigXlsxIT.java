package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BigXlsxIT {

    private static final long SIZE = 12 * 1024 * 1024;

    @TempDir
    private Path directory;

    /** The heap is hardly more than what the idle service needs: it has no room for the sheets or their texts. */
    @Test
    void takesAndGivesBackAWorkbookThatDoesNotFitIntoItsHeap() throws Exception {
        DevServices services = SharedServices.get();
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("SCRY_DATABASE_URL", services.newDatabase().toString());
        BigFileRun.Report report = BigFileRun.run(environment, directory, BigFileRun.Kind.XLSX, SIZE, "-Xmx64m");
        assertThat(report.json().bytes()).isGreaterThan(SIZE);
    }
}
