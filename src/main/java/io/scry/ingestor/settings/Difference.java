package io.scry.ingestor.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two snapshots, value by value. */
final class Difference {

    private static final int LONGEST_SHOWN = 500;

    private final Map<String, Leaf> leaves = new TreeMap<>();
    private final Binder binder;

    /** A value and how it is shown; secrets are compared, and not shown. */
    private record Leaf(@Nullable Object value, @Nullable Object shown) {

        private static final Leaf NONE = new Leaf(null, null);
    }

    private Difference(Settings snapshot) {
        this.binder = snapshot.binder();
        snapshot.sections().forEach((path, section) -> add(path, section, false));
        snapshot.adapters().forEach((name, options) -> {
            String path = "adapters." + name;
            List<String> overridable = List.copyOf(options.overridable());
            leaves.put(path + "." + AdapterOptions.OVERRIDABLE, new Leaf(overridable, limited(overridable)));
            add(path, options.bound(), false);
        });
    }

    /** Sorted by path. */
    static List<ChangedSetting> between(Settings before, Settings after) {
        Map<String, Leaf> from = new Difference(before).leaves;
        Map<String, Leaf> to = new Difference(after).leaves;
        TreeSet<String> paths = new TreeSet<>(from.keySet());
        paths.addAll(to.keySet());
        List<ChangedSetting> changed = new ArrayList<>();
        for (String path : paths) {
            Leaf old = from.getOrDefault(path, Leaf.NONE);
            Leaf now = to.getOrDefault(path, Leaf.NONE);
            if (!Objects.equals(old.value(), now.value())) {
                changed.add(new ChangedSetting(path, old.shown(), now.shown()));
            }
        }
        return changed;
    }

    private void add(String path, Record bound, boolean secret) {
        for (Component component : binder.shape(bound.getClass()).components()) {
            String at = Names.child(path, component.key());
            boolean hidden = secret || component.secret();
            switch (component.of(bound)) {
                case Record nested -> add(at, nested, hidden);
                case Map<?, ?> map ->
                    map.forEach((key, value) -> put(Names.child(at, String.valueOf(key)), value, hidden));
                case List<?> list
                when list.stream().anyMatch(Record.class::isInstance) ->
                    leaves.put(at, new Leaf(list, limited(SettingsView.shown(component, list, binder))));
                case null, default -> put(at, component.of(bound), hidden);
            }
        }
    }

    private void put(String path, @Nullable Object value, boolean hidden) {
        leaves.put(path, new Leaf(value, limited(hidden ? Written.hidden(value) : Written.of(value))));
    }

    private static @Nullable Object limited(@Nullable Object shown) {
        String text = String.valueOf(shown);
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : shown;
    }
}
