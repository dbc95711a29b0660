package io.scry.ingestor.harness;

import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.Section;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsLoader;
import io.scry.ingestor.settings.SettingsSubscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings that a test changes, as a reload does, for subscribers without a service around them. */
public final class ChangingSettings implements ActiveSettings {

    private final Path directory;
    private final SettingsLoader loader;
    private volatile Settings current;

    /**
     * Settings of these sections.
     *
     * @param directory an empty one
     * @param variables as they are in the process's environment, such as {@code SCRY_WORKERS__COUNT}
     */
    public ChangingSettings(Path directory, Map<String, String> variables, Section<?>... sections) throws IOException {
        this.directory = directory;
        this.loader = new SettingsLoader(List.of(sections), Map.of(), Map.of());
        Files.writeString(directory.resolve("settings.base.yaml"), "{}\n");
        this.current = loader.load(directory, variables);
    }

    @Override
    public Settings current() {
        return current;
    }

    /** Has other variables instead. */
    public void change(Map<String, String> variables, SettingsSubscriber... subscribers) throws Exception {
        Settings next = loader.load(directory, variables);
        List<SettingsSubscriber.Change> changes = new ArrayList<>();
        for (SettingsSubscriber subscriber : subscribers) {
            changes.add(subscriber.prepare(current, next));
        }
        current = next;
        changes.forEach(SettingsSubscriber.Change::apply);
    }
}
