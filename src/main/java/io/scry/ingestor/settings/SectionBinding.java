package io.scry.ingestor.settings;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which section lies where in the settings files, and the binding of all of them. */
final class SectionBinding {

    private final Map<String, Class<? extends Record>> types = new HashMap<>();
    /** For every path at or above a section, which keys lead further down. */
    private final Map<String, SortedSet<String>> children = new LinkedHashMap<>();

    private final Binder binder;

    SectionBinding(List<Section<?>> sections, Binder binder) {
        this.binder = binder;
        children.put("", new TreeSet<>());
        for (Section<?> section : sections) {
            binder.shape(section.type());
            if (types.containsValue(section.type()) || types.putIfAbsent(section.path(), section.type()) != null) {
                throw new IllegalArgumentException(
                        "There are two sections at '" + section.path() + "' or of " + section.type());
            }
            String parent = "";
            for (String key : keys(section.path())) {
                children.getOrDefault(parent, new TreeSet<>()).add(key);
                parent = Names.child(parent, key);
                children.putIfAbsent(parent, new TreeSet<>());
            }
        }
    }

    /** The sections by their paths; those that cannot be bound are reported and left out. */
    SortedMap<String, Record> bind(Value.Mapping root, Problems problems) {
        SortedMap<String, Record> bound = new TreeMap<>();
        children.forEach((path, below) -> {
            Value.Mapping values = at(root, path, problems);
            if (values == null) {
                return;
            }
            Target target = new Target(path, false, problems);
            Class<? extends Record> type = types.get(path);
            if (type == null) {
                binder.rejectUnknown(values, Set.of(), below, target);
                return;
            }
            Record section = binder.bind(type, values, below, target);
            if (section != null) {
                bound.put(path, section);
            }
        });
        return bound;
    }

    private static Value.@Nullable Mapping at(Value.Mapping root, String path, Problems problems) {
        Value.Mapping mapping = root;
        Target target = new Target("", false, problems);
        for (String key : keys(path)) {
            target = target.child(key);
            Value value = mapping.get(key);
            switch (value) {
                case null -> mapping = Value.Mapping.empty(mapping.origin());
                case Value.Scalar scalar
                when scalar.kind() == Value.Kind.NULL -> mapping = Value.Mapping.empty(scalar.origin());
                case Value.Mapping deeper -> mapping = deeper;
                default -> {
                    target.rejectForm("must be a mapping", value);
                    return null;
                }
            }
        }
        return mapping;
    }

    static List<String> keys(String path) {
        return path.isEmpty() ? List.of() : List.of(path.split("\\."));
    }
}
