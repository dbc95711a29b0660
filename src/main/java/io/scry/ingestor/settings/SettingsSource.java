package io.scry.ingestor.settings;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the settings of this process come from, for as often as they are read. */
public final class SettingsSource {

    private final SettingsLoader loader;
    private final Path directory;
    private final Map<String, String> environment;
    private volatile @Nullable ConfigFiles lastLoaded;
    private volatile @Nullable ConfigFiles accepted;

    /**
     * A source.
     *
     * @param environment the process's variables, which cannot change any more
     */
    public SettingsSource(SettingsLoader loader, Path directory, Map<String, String> environment) {
        this.loader = loader;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads, merges and checks everything as it is now.
     *
     * @throws InvalidSettingsException with every error of every file and variable
     */
    public Settings load() {
        ConfigFiles files = read();
        lastLoaded = files;
        Settings loaded = loader.load(files, environment);
        refuseVanished(files);
        accepted = files;
        return loaded;
    }

    /**
     * As {@link #load()}, for who only wants to know: the files do not count as loaded.
     *
     * @throws InvalidSettingsException with every error of every file and variable
     */
    Settings check() {
        ConfigFiles files = read();
        Settings loaded = loader.load(files, environment);
        refuseVanished(files);
        return loaded;
    }

    /** Whoever replaces a file may have removed it first: what it said must not be lost in between. */
    private void refuseVanished(ConfigFiles files) {
        ConfigFiles before = accepted;
        if (before == null || !files.hasDirectory()) {
            return;
        }
        Problems problems = new Problems();
        before.contents().keySet().stream()
                .filter(name -> before.content(name) != ConfigFiles.Absent.ABSENT
                        && files.content(name) == ConfigFiles.Absent.ABSENT)
                .forEach(name -> problems.add(
                        "",
                        "is missing, and the settings before came from it; put it back, or restart the service without it",
                        Origin.of(name)));
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems.sorted());
        }
    }

    /** The files as they are now. */
    ConfigFiles read() {
        return loader.read(directory, environment);
    }

    /** The files as they were when they were last loaded, valid or not. */
    @Nullable
    ConfigFiles lastLoaded() {
        return lastLoaded;
    }
}
