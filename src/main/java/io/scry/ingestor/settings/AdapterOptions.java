package io.scry.ingestor.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The options of one adapter.
 *
 * @param written what its file says, under what a request says
 * @param overridable the names that a request may say something about
 * @param bound the options for a request that says nothing
 */
record AdapterOptions(Value.Mapping written, SortedSet<String> overridable, Record bound) {

    static final String OVERRIDABLE = "overridable";

    AdapterOptions {
        overridable = Collections.unmodifiableSortedSet(new TreeSet<>(overridable));
    }

    /**
     * @throws InvalidOptionsException with everything that is wrong with the overrides
     */
    <O extends Record> O overridden(Class<O> type, Map<String, ?> overrides, Map<String, ?> decided, Binder binder) {
        Problems problems = new Problems();
        Target target = new Target("", false, problems);
        Value.Mapping top = JsonTree.mapping(overrides);
        rejectForbidden(top, binder.shape(type).keys(), target);
        Value.Mapping all = written.overlaidBy(top).overlaidBy(JsonTree.mapping(decided));
        O options = binder.bind(type, all, List.of(), target);
        if (options == null || !problems.isEmpty()) {
            throw new InvalidOptionsException(problems.sorted().stream()
                    .map(error -> new SettingsError(error.path(), error.message(), null, 0, 0))
                    .toList());
        }
        return options;
    }

    private void rejectForbidden(Value.Mapping top, Collection<String> known, Target target) {
        for (String name : top.entries().keySet()) {
            if (known.contains(name) && !overridable.contains(name)) {
                String allowed = overridable.isEmpty() ? "no option" : "only " + String.join(", ", overridable);
                target.child(name).reject("cannot be set by a request; " + allowed + " can", Origin.NONE);
            }
        }
    }
}
