package io.scry.ingestor.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Makes values of one file's YAML nodes and refuses what is too clever for a configuration. */
final class YamlTree {

    /** A file of the greatest size has fewer; only aliases of aliases get beyond it. */
    private static final int MAX_VALUES = 1_000_000;

    private static final Set<Tag> SCALAR_TAGS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    private final String file;
    private final Problems problems;
    private final Set<Node> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
    private int values;

    YamlTree(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    Value value(Node root) {
        Value value = value(root, origin(root), "");
        if (values <= MAX_VALUES) {
            return value;
        }
        return broken("has too many values: its aliases (*) refer to one another too often", Origin.of(file), "");
    }

    private Value value(Node node, Origin origin, String path) {
        if (++values > MAX_VALUES) {
            return broken(origin);
        }
        if (!ancestors.add(node)) {
            return broken("must not contain itself through an alias (*)", origin, path);
        }
        try {
            return switch (node) {
                case ScalarNode scalar when SCALAR_TAGS.contains(node.getTag()) -> scalar(scalar, origin);
                case SequenceNode sequence when Tag.SEQ.equals(node.getTag()) -> sequence(sequence, origin, path);
                case MappingNode mapping when Tag.MAP.equals(node.getTag()) -> mapping(mapping, origin, path);
                default -> broken("must not have a tag (!); quote the value if it is a text", origin, path);
            };
        } finally {
            ancestors.remove(node);
        }
    }

    private static Value.Scalar scalar(ScalarNode node, Origin origin) {
        Value.Kind kind = Tag.NULL.equals(node.getTag())
                ? Value.Kind.NULL
                : Tag.STR.equals(node.getTag()) ? Value.Kind.TEXT : Value.Kind.PLAIN;
        return new Value.Scalar(node.getValue(), kind, origin);
    }

    private Value.Sequence sequence(SequenceNode node, Origin origin, String path) {
        List<Value> elements = new ArrayList<>();
        for (Node element : node.getValue()) {
            elements.add(value(element, origin(element), path + "[" + elements.size() + "]"));
        }
        return new Value.Sequence(elements, origin);
    }

    private Value.Mapping mapping(MappingNode node, Origin origin, String path) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Origin at = origin(tuple.getKeyNode());
            String key = key(tuple.getKeyNode(), at, path);
            if (key == null) {
                continue;
            }
            Value first = entries.get(key);
            if (first != null) {
                String message = "is here for the second time; the first is in line "
                        + first.origin().line();
                problems.add(Names.child(path, key), message, at);
            } else {
                entries.put(key, value(tuple.getValueNode(), at, Names.child(path, key)));
            }
        }
        return new Value.Mapping(entries, origin);
    }

    private @Nullable String key(Node node, Origin origin, String path) {
        if (Tag.MERGE.equals(node.getTag())) {
            problems.add(path, "merge keys (<<) are not supported; write the keys out", origin);
            return null;
        }
        if (!(node instanceof ScalarNode scalar)
                || !SCALAR_TAGS.contains(node.getTag())
                || Tag.NULL.equals(node.getTag())) {
            problems.add(path, "a key must be a name", origin);
            return null;
        }
        return scalar.getValue();
    }

    private Value broken(String message, Origin origin, String path) {
        problems.add(path, message, origin);
        return broken(origin);
    }

    private static Value broken(Origin origin) {
        return new Value.Scalar("", Value.Kind.BROKEN, origin);
    }

    private Origin origin(Node node) {
        Mark mark = node.getStartMark();
        return new Origin(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
