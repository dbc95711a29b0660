package io.scry.ingestor.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the active value of whatever only a restart changes in the place of the new one. */
final class KeptValues {

    private final Binder binder;
    private final List<String> kept = new ArrayList<>();
    private final Problems problems = new Problems();

    private KeptValues(Binder binder) {
        this.binder = binder;
    }

    /**
     * What can take effect.
     *
     * @param settings the new ones but for what was kept
     * @param kept the paths of what was kept
     */
    record Result(Settings settings, List<String> kept) {}

    /**
     * Keeps them.
     *
     * @throws InvalidSettingsException if new values do not go together with those that were kept
     */
    static Result keep(Settings active, Settings read) {
        KeptValues values = new KeptValues(read.binder());
        SortedMap<String, Record> sections = new TreeMap<>();
        read.sections().forEach((path, section) -> {
            Record old = active.sections().get(path);
            sections.put(path, old == null ? section : values.merged(old, section, path));
        });
        if (!values.problems.isEmpty()) {
            throw new InvalidSettingsException(values.problems.sorted());
        }
        return values.kept.isEmpty()
                ? new Result(read, List.of())
                : new Result(
                        new Settings(read.environment(), sections, read.adapters(), read.binder()),
                        values.kept.stream().sorted().toList());
    }

    private Record merged(Record old, Record read, String path) {
        RecordShape shape = binder.shape(read.getClass());
        @Nullable Object[] values = new @Nullable Object[shape.components().size()];
        boolean isSame = true;
        for (int i = 0; i < values.length; i++) {
            Component component = shape.components().get(i);
            Object now = component.of(read);
            values[i] = merged(component, component.of(old), now, Names.child(path, component.key()));
            isSame &= Objects.equals(values[i], now);
        }
        return isSame ? read : rebuilt(shape, values, read, path);
    }

    private @Nullable Object merged(Component component, @Nullable Object old, @Nullable Object now, String path) {
        if (component.restartOnly() && !Objects.equals(old, now)) {
            kept.add(path);
            return old;
        }
        return old instanceof Record before && now instanceof Record after ? merged(before, after, path) : now;
    }

    private Record rebuilt(RecordShape shape, @Nullable Object[] values, Record read, String path) {
        Target target = new Target(path, shape.hasSecret(), problems);
        Record merged = binder.create(shape, values, Value.Mapping.empty(Origin.NONE), target);
        return merged == null ? read : merged;
    }
}
