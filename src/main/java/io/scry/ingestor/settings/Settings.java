package io.scry.ingestor.settings;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One immutable snapshot of the configuration. */
public final class Settings {

    private final String environment;
    private final String version;
    private final SortedMap<String, Record> sections;
    private final Map<Class<?>, Record> byType;
    private final SortedMap<String, AdapterOptions> adapters;
    private final Binder binder;

    /**
     * A snapshot.
     *
     * @param sections by their paths
     * @param adapters by their names
     */
    Settings(
            String environment,
            SortedMap<String, Record> sections,
            SortedMap<String, AdapterOptions> adapters,
            Binder binder) {
        this.environment = environment;
        this.sections = Collections.unmodifiableSortedMap(new TreeMap<>(sections));
        this.byType =
                sections.values().stream().collect(Collectors.toUnmodifiableMap(Record::getClass, bound -> bound));
        this.adapters = Collections.unmodifiableSortedMap(new TreeMap<>(adapters));
        this.binder = binder;
        Fingerprint fingerprint = new Fingerprint(binder);
        sections.forEach(fingerprint::add);
        adapters.forEach((name, options) ->
                fingerprint.add(name, options.bound()).add(AdapterOptions.OVERRIDABLE, options.overridable()));
        this.version = fingerprint.hex();
    }

    /**
     * The hash of the content, 16 lower-case hexadecimal characters. It depends on what holds and not on how it is
     * written: order, comments, and whether a value comes from a file, a variable or a default change nothing.
     */
    public String version() {
        return version;
    }

    /** The environment's name, such as {@code development}. */
    public String environment() {
        return environment;
    }

    /**
     * One section.
     *
     * @throws IllegalArgumentException if there is no such section
     */
    public <T extends Record> T get(Class<T> section) {
        Record bound = byType.get(section);
        if (bound == null) {
            throw new IllegalArgumentException(section.getName() + " is not a section of the settings");
        }
        return section.cast(bound);
    }

    /**
     * The options of an adapter as its file gives them.
     *
     * @throws IllegalArgumentException if there is no such adapter, or its options are of another type
     */
    public <O extends Record> O options(String adapter, Class<O> type) {
        return type.cast(known(adapter, type).bound());
    }

    /**
     * The options of an adapter with those of a request on top. Maps are merged key by key; anything else replaces what
     * the file says.
     *
     * @param overrides what the request says, by the options' names, as a JSON parser gives it: maps, lists, texts,
     *     numbers, booleans and null
     * @throws InvalidOptionsException if the request names what does not exist or must not be overridden, or if a value
     *     does not fit; it says everything that is wrong
     * @throws IllegalArgumentException if there is no such adapter, or its options are of another type
     */
    public <O extends Record> O options(String adapter, Class<O> type, Map<String, ?> overrides) {
        return options(adapter, type, overrides, Map.of());
    }

    /**
     * The same, where some options are decided whatever files and requests say.
     *
     * @param decided by the options' names
     */
    public <O extends Record> O options(
            String adapter, Class<O> type, Map<String, ?> overrides, Map<String, ?> decided) {
        AdapterOptions options = known(adapter, type);
        return overrides.isEmpty() && decided.isEmpty()
                ? type.cast(options.bound())
                : options.overridden(type, overrides, decided, binder);
    }

    private AdapterOptions known(String adapter, Class<?> type) {
        @Nullable AdapterOptions options = adapters.get(adapter);
        if (options == null) {
            throw new IllegalArgumentException("There is no adapter '" + adapter + "'");
        }
        if (!type.isInstance(options.bound())) {
            throw new IllegalArgumentException(
                    "The options of the adapter '" + adapter + "' are not a " + type.getName());
        }
        return options;
    }

    SortedMap<String, Record> sections() {
        return sections;
    }

    SortedMap<String, AdapterOptions> adapters() {
        return adapters;
    }

    Binder binder() {
        return binder;
    }

    /** What may be seen of it: all of it but secrets. */
    public SettingsView view() {
        return SettingsView.of(this);
    }

    /** Only what may be seen: the environment and the version. */
    @Override
    public String toString() {
        return "Settings[environment=" + environment + ", version=" + version + "]";
    }
}
