package io.scry.ingestor.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot for people and programs outside: names and values as files have them, and {@code (hidden)} for each secret.
 *
 * @param settings the environment's name and all sections
 * @param adapters the options of each adapter, by its name
 */
public record SettingsView(Map<String, @Nullable Object> settings, Map<String, @Nullable Object> adapters) {

    static SettingsView of(Settings snapshot) {
        Binder binder = snapshot.binder();
        Map<String, @Nullable Object> settings = new LinkedHashMap<>();
        settings.put("environment", snapshot.environment());
        snapshot.sections().forEach((path, section) -> at(settings, path).putAll(shown(section, binder)));
        Map<String, @Nullable Object> adapters = new LinkedHashMap<>();
        snapshot.adapters().forEach((name, options) -> {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put(AdapterOptions.OVERRIDABLE, List.copyOf(options.overridable()));
            shown.putAll(shown(options.bound(), binder));
            adapters.put(name, shown);
        });
        return new SettingsView(settings, adapters);
    }

    @SuppressWarnings("unchecked") // only this class puts maps there
    private static Map<String, @Nullable Object> at(Map<String, @Nullable Object> root, String path) {
        Map<String, @Nullable Object> map = root;
        for (String key : SectionBinding.keys(path)) {
            Object deeper = map.computeIfAbsent(key, _ -> new LinkedHashMap<>());
            map = (Map<String, @Nullable Object>) deeper;
        }
        return map;
    }

    private static Map<String, @Nullable Object> shown(Record bound, Binder binder) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        for (Component component : binder.shape(bound.getClass()).components()) {
            shown.put(component.key(), shown(component, component.of(bound), binder));
        }
        return shown;
    }

    /** As it is shown: a secret hidden, and so is each list of records that have one. */
    static @Nullable Object shown(Component component, @Nullable Object value, Binder binder) {
        if (component.secret()) {
            return Written.hidden(value);
        }
        return element(value, binder);
    }

    private static @Nullable Object element(@Nullable Object value, Binder binder) {
        return switch (value) {
            case Record nested -> shown(nested, binder);
            case List<?> list -> list.stream().map(one -> element(one, binder)).toList();
            case null, default -> Written.of(value);
        };
    }
}
