package io.scry.ingestor.settings;

import java.util.List;

/**
 * What came of reading the settings again, and what holds since.
 *
 * @param previousVersion what was active before
 * @param version what is active now; after a dry run, what would be
 * @param generation of what is active now
 * @param changed what is different, sorted by path; after a dry run, what would be
 * @param requiresRestart the paths of what is different in the files and keeps its value until a restart
 * @param warnings what went wrong without being in the way
 * @param errors why nothing was changed
 * @param settings what is active now; after a dry run, what would be
 */
public record ReloadOutcome(
        ReloadResult result,
        String previousVersion,
        String version,
        long generation,
        List<ChangedSetting> changed,
        List<String> requiresRestart,
        List<String> warnings,
        List<SettingsError> errors,
        Settings settings) {

    /** Takes copies. */
    public ReloadOutcome {
        changed = List.copyOf(changed);
        requiresRestart = List.copyOf(requiresRestart);
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    /** Nothing was changed, for these reasons. */
    static ReloadOutcome refused(ReloadResult result, Snapshot active, List<SettingsError> errors) {
        String version = active.settings().version();
        return new ReloadOutcome(
                result,
                version,
                version,
                active.generation(),
                List.of(),
                List.of(),
                List.of(),
                errors,
                active.settings());
    }

    /** The paths of what is different. */
    public List<String> changedPaths() {
        return changed.stream().map(ChangedSetting::path).toList();
    }
}
