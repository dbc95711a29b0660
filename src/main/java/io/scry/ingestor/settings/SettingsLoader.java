package io.scry.ingestor.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a snapshot of the configuration's files and the environment's variables.
 *
 * <p>{@code settings.base.yaml} lies under {@code settings.<environment>.yaml}, and that under the variables: the aliases
 * and those of the form {@code SCRY_A__B}, which stands for {@code a.b}. Each adapter's options lie in
 * {@code <name>_adapter.yaml}. A variable may also name a file that holds a list. The environment's name is {@code SCRY_ENVIRONMENT}, or {@code development}. A loader can be
 * used by several threads and as often as wanted.
 */
public final class SettingsLoader {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsLoader.class);
    private static final String ENVIRONMENT = "SCRY_ENVIRONMENT";
    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String BASE = "settings.base.yaml";

    private final Binder binder = new Binder();
    private final SectionBinding sections;
    private final Map<String, Class<? extends Record>> adapters;
    private final Variables variables;
    private final Map<String, String> lists;

    /** Without lists in files of their own. */
    public SettingsLoader(
            List<Section<?>> sections, Map<String, Class<? extends Record>> adapters, Map<String, String> aliases) {
        this(sections, adapters, aliases, Map.of());
    }

    /**
     * @param sections the parts of the settings files
     * @param adapters the adapters' names and the records that hold their options
     * @param aliases environment variables and the dotted paths that they set, such as {@code SCRY_DATABASE_URL} and
     *     {@code database.url}
     * @param lists environment variables that name files, and the dotted paths of the lists that these hold, one element a
     *     line
     * @throws IllegalArgumentException if a record has a component that settings cannot have, or if two sections have
     *     the same path or type
     */
    public SettingsLoader(
            List<Section<?>> sections,
            Map<String, Class<? extends Record>> adapters,
            Map<String, String> aliases,
            Map<String, String> lists) {
        this.lists = new TreeMap<>(lists);
        this.sections = new SectionBinding(sections, binder);
        this.adapters = new TreeMap<>(adapters);
        this.variables = new Variables(aliases);
        adapters.values().forEach(binder::shape);
    }

    /**
     * Reads, merges and checks everything.
     *
     * @param directory where the files are
     * @param environment the environment's variables
     * @throws InvalidSettingsException with every error of every file and variable
     */
    public Settings load(Path directory, Map<String, String> environment) {
        return load(read(directory, environment), environment);
    }

    /** Reads all files that count in an environment. */
    ConfigFiles read(Path directory, Map<String, String> environment) {
        List<String> names = new ArrayList<>();
        names.add(BASE);
        String name = environmentName(environment, new Problems());
        if (name != null) {
            names.add(environmentFile(name));
        }
        adapters.keySet().forEach(adapter -> names.add(adapterFile(adapter)));
        lists.keySet().stream()
                .map(variable -> environment.getOrDefault(variable, ""))
                .filter(file -> !file.isEmpty())
                .forEach(names::add);
        return ConfigFiles.read(directory, names);
    }

    /**
     * Merges and checks what was read.
     *
     * @throws InvalidSettingsException with every error of every file and variable
     */
    Settings load(ConfigFiles files, Map<String, String> environment) {
        Problems problems = new Problems();
        if (!files.hasDirectory()) {
            problems.add("", "There is no configuration directory; set SCRY_CONFIG_DIR to it", Origin.NONE);
            throw new InvalidSettingsException(problems.sorted());
        }
        if (!files.isSettled()) {
            problems.add("", "The files changed all the time while they were read; try again", Origin.NONE);
            throw new InvalidSettingsException(problems.sorted());
        }
        String name = environmentName(environment, problems);
        SortedMap<String, Record> boundSections = sections(files, name, environment, problems);
        SortedMap<String, AdapterOptions> boundAdapters = new TreeMap<>();
        adapters.forEach((adapter, type) -> {
            AdapterOptions options = adapter(files, adapter, type, problems);
            if (options != null) {
                boundAdapters.put(adapter, options);
            }
        });
        if (name == null || !problems.isEmpty()) {
            throw new InvalidSettingsException(problems.sorted());
        }
        return new Settings(name, boundSections, boundAdapters, binder);
    }

    private static @Nullable String environmentName(Map<String, String> environment, Problems problems) {
        String name = environment.getOrDefault(ENVIRONMENT, "");
        if (name.isEmpty()) {
            return "development";
        }
        if (!ENVIRONMENT_NAME.matcher(name).matches()) {
            problems.add(
                    "environment", "must be 1 to 64 letters, digits, - and _: it names a file", Origin.of(ENVIRONMENT));
            return null;
        }
        return name;
    }

    private SortedMap<String, Record> sections(
            ConfigFiles files, @Nullable String environment, Map<String, String> variablesByName, Problems problems) {
        YamlFile base = new YamlFile(files, BASE, problems);
        if (!base.exists()) {
            problems.add("", "is missing; set SCRY_CONFIG_DIR to the directory that has it", Origin.of(BASE));
        }
        Value.Mapping lower = base.exists() ? base.read() : null;
        Value.Mapping upper = environment == null ? null : environmentFile(files, environment, problems);
        if (lower == null || upper == null) {
            return new TreeMap<>();
        }
        Value.Mapping written = variables.read(variablesByName);
        Value.Mapping mounted = lists(files, variablesByName, written, problems);
        return sections.bind(lower.overlaidBy(upper).overlaidBy(mounted).overlaidBy(written), problems);
    }

    /** The lists that lie in files of their own. */
    private Value.Mapping lists(
            ConfigFiles files, Map<String, String> environment, Value.Mapping written, Problems problems) {
        Value.Mapping all = Value.Mapping.empty(Origin.NONE);
        for (Map.Entry<String, String> list : lists.entrySet()) {
            String file = environment.getOrDefault(list.getKey(), "");
            Value content = file.isEmpty() ? null : ListFile.read(files, file, problems);
            Value other = written.at(SectionBinding.keys(list.getValue()));
            if (!file.isEmpty() && other != null) {
                problems.add(
                        list.getValue(),
                        "is set by " + other.origin().file() + ", too; unset one of the two",
                        Origin.of(list.getKey()));
            } else if (content != null) {
                all = all.overlaidBy(Value.Mapping.nested(SectionBinding.keys(list.getValue()), content));
            }
        }
        return all;
    }

    private static String environmentFile(String environment) {
        return "settings." + environment + ".yaml";
    }

    private static String adapterFile(String adapter) {
        return adapter + "_adapter.yaml";
    }

    private static Value.@Nullable Mapping environmentFile(ConfigFiles files, String environment, Problems problems) {
        String name = environmentFile(environment);
        YamlFile file = new YamlFile(files, name, problems);
        if (!file.exists()) {
            LOG.warn("There is no {}; the environment '{}' runs on {} alone", name, environment, BASE);
            return Value.Mapping.empty(Origin.NONE);
        }
        return file.read();
    }

    private @Nullable AdapterOptions adapter(
            ConfigFiles files, String adapter, Class<? extends Record> type, Problems problems) {
        String name = adapterFile(adapter);
        YamlFile file = new YamlFile(files, name, problems);
        if (!file.exists()) {
            LOG.warn("There is no {}; the adapter has its defaults, and requests cannot override them", name);
        }
        Value.Mapping content = file.exists() ? file.read() : Value.Mapping.empty(Origin.of(name));
        if (content == null) {
            return null;
        }
        Target target = new Target("", false, problems);
        SortedSet<String> overridable = overridable(content, binder.shape(type).keys(), target);
        Record bound = binder.bind(type, content, List.of(AdapterOptions.OVERRIDABLE), target);
        Value.Mapping written = content.without(AdapterOptions.OVERRIDABLE);
        return bound == null ? null : new AdapterOptions(written, overridable, bound);
    }

    private SortedSet<String> overridable(Value.Mapping content, Collection<String> known, Target root) {
        SortedSet<String> names = new TreeSet<>();
        Value list = content.get(AdapterOptions.OVERRIDABLE);
        if (list == null) {
            return names;
        }
        Target target = root.child(AdapterOptions.OVERRIDABLE);
        List<?> texts = binder.texts(list, target);
        for (int i = 0; i < texts.size(); i++) {
            String name = String.valueOf(texts.get(i));
            if (!names.add(name)) {
                continue;
            }
            if (!known.contains(name) && list instanceof Value.Sequence sequence) {
                Target element = target.element(i);
                element.reject(
                        '"' + name + "\" " + Names.unknown(name, new TreeSet<>(known)),
                        sequence.elements().get(i).origin());
            }
        }
        return names;
    }
}
