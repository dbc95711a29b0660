package io.scry.ingestor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.scry.ingestor.settings.ChangedSetting;
import io.scry.ingestor.settings.ReloadOutcome;
import io.scry.ingestor.settings.ReloadResult;
import io.scry.ingestor.settings.SettingsView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a reload that went well.
 *
 * @param adapters the options of each adapter, secrets hidden
 * @param settings all sections, secrets hidden
 * @param status always that it is a success: anything else is a problem
 * @param result the label of a {@link ReloadResult}
 * @param changed the paths of what is different
 * @param changes the same with values, secrets hidden
 * @param cluster what came of it on all replicas; null if only this one was asked
 */
record ReloadAnswer(
        Map<String, @Nullable Object> adapters,
        Map<String, @Nullable Object> settings,
        String status,
        String result,
        String version,
        String previousVersion,
        long generation,
        List<String> changed,
        List<ChangedSetting> changes,
        List<String> requiresRestart,
        List<String> warnings,
        boolean dryRun,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ClusterView cluster) {

    static ReloadAnswer of(ReloadOutcome outcome, @Nullable ClusterView cluster) {
        SettingsView view = outcome.settings().view();
        return new ReloadAnswer(
                view.adapters(),
                view.settings(),
                "success",
                outcome.result().label(),
                outcome.version(),
                outcome.previousVersion(),
                outcome.generation(),
                outcome.changedPaths(),
                outcome.changed(),
                outcome.requiresRestart(),
                outcome.warnings(),
                outcome.result() == ReloadResult.CHECKED,
                cluster);
    }
}
