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
        return loader.load(files, environment);
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
