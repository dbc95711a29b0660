package io.scry.ingestor.adapter;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The adapters there are, by name and by what they recognise. */
public final class Adapters {

    private final Map<String, Adapter<?>> byName = new TreeMap<>();

    /**
     * @throws IllegalArgumentException if two adapters have the same name
     */
    public Adapters(Collection<? extends Adapter<?>> adapters) {
        for (Adapter<?> adapter : adapters) {
            if (byName.putIfAbsent(adapter.name(), adapter) != null) {
                throw new IllegalArgumentException("Two adapters are called '" + adapter.name() + "'");
            }
        }
    }

    /** All of them, by name. */
    public List<Adapter<?>> all() {
        return List.copyOf(byName.values());
    }

    /** Their names, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The one with this name. */
    public Optional<Adapter<?>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The one that reads a source which begins like this: one that is sure, or else one that is not averse. */
    public Optional<Adapter<?>> recognising(Head head) {
        return first(head, Adapter.Match.YES).or(() -> first(head, Adapter.Match.MAYBE));
    }

    private Optional<Adapter<?>> first(Head head, Adapter.Match match) {
        for (Adapter<?> adapter : byName.values()) {
            if (adapter.recognise(head) == match) {
                return Optional.of(adapter);
            }
        }
        return Optional.empty();
    }
}
