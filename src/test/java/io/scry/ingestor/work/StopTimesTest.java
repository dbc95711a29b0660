package io.scry.ingestor.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.ChangingSettings;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.settings.Section;
import io.scry.ingestor.shutdown.DrainSettings;
import io.scry.ingestor.shutdown.ShutdownSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StopTimesTest {

    @TempDir
    private Path directory;

    @Test
    void saysWhenRunningJobsWillNotGetTheirTime(CapturedOutput log) throws Exception {
        ChangingSettings settings = new ChangingSettings(
                directory,
                Map.of(),
                new Section<>("", ProcessSettings.class),
                new Section<>("shutdown", ShutdownSettings.class),
                new Section<>("drain", DrainSettings.class),
                new Section<>("workers", WorkerSettings.class));
        StopTimes times = new StopTimes(settings);
        assertThat(log).as("the defaults fit").doesNotContain("running jobs get less");
        settings.change(Map.of("SCRY_WORKERS__TIMEOUT", "1m", "SCRY_SHUTDOWN__TIMEOUT", "68s"), times);
        assertThat(log).doesNotContain("running jobs get less");
        settings.change(Map.of("SCRY_WORKERS__TIMEOUT", "1m", "SCRY_SHUTDOWN__TIMEOUT", "67s"), times);
        assertThat(log).contains("shutdown.timeout is PT1M7S", "add up to PT1M8S", "running jobs get less");
    }
}
