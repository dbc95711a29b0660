package io.scry.ingestor.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables that are settings. Others, such as the {@code SCRY_INGESTOR_PORT=tcp://…} that Kubernetes
 * adds for a service of that name, are left alone; so is one that is empty, which is what deployment tools make of an
 * unset one.
 */
final class Variables {

    private static final Pattern NAME = Pattern.compile("SCRY(_[A-Z0-9]+)+(__[A-Z0-9]+(_[A-Z0-9]+)*)+");
    private static final String PREFIX = "SCRY_";
    private static final String SEPARATOR = "__";

    private final Map<String, String> aliases;

    Variables(Map<String, String> aliases) {
        this.aliases = Map.copyOf(aliases);
    }

    /** What they say, the aliases first, so that a variable that spells out the path prevails. */
    Value.Mapping read(Map<String, String> environment) {
        Value.Mapping values = Value.Mapping.empty(Origin.NONE);
        Map<String, String> sorted = new TreeMap<>(environment);
        for (Map.Entry<String, String> variable : sorted.entrySet()) {
            String path = aliases.get(variable.getKey());
            if (path != null && !variable.getValue().isEmpty()) {
                values = values.overlaidBy(nested(List.of(path.split("\\.")), variable));
            }
        }
        for (Map.Entry<String, String> variable : sorted.entrySet()) {
            if (NAME.matcher(variable.getKey()).matches()
                    && !variable.getValue().isEmpty()) {
                values = values.overlaidBy(nested(path(variable.getKey()), variable));
            }
        }
        return values;
    }

    private static List<String> path(String name) {
        return List.of(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split(SEPARATOR));
    }

    private static Value.Mapping nested(List<String> path, Map.Entry<String, String> variable) {
        Origin origin = Origin.of(variable.getKey());
        return Value.Mapping.nested(path, new Value.Scalar(variable.getValue(), Value.Kind.VARIABLE, origin));
    }
}
