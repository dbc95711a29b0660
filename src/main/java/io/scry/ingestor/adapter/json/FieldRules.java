package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.UniqueValues;
import io.scry.ingestor.adapter.Validation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Holds every record to the rules about its fields. The fields with rules form a tree that is walked with the value. */
final class FieldRules implements ValueSink {

    private final Node root = new Node("");
    private final List<Node> fields = new ArrayList<>();
    private final Validation.Builder validation;
    private @Nullable Node[] open = new @Nullable Node[16];

    FieldRules(JsonOptions options, Validation.Builder validation) {
        this.validation = validation;
        options.requiredFields().forEach(path -> field(path).required = true);
        options.nonNullFields().forEach(path -> field(path).nonNull = true);
        options.uniqueFields().forEach(path -> field(path).values = new UniqueValues());
    }

    private Node field(String path) {
        Node node = root;
        for (String segment : FieldPath.segments(path)) {
            node = node.children.computeIfAbsent(segment, absent -> new Node(path));
        }
        if (!fields.contains(node)) {
            node.path = path;
            fields.add(node);
        }
        return node;
    }

    /** Whether there is no rule, so that nothing needs to be walked. */
    boolean none() {
        return fields.isEmpty();
    }

    @Override
    public void start(Position position, JsonToken token) {
        Node node = nodeAt(position);
        if (node != null) {
            node.present = true;
        }
        int depth = position.depth();
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
        }
        open[depth] = node;
    }

    @Override
    public void end(Position position, JsonToken token) {
        // What counts is what begins.
    }

    @Override
    public void scalar(Position position, JsonToken token, Tokens tokens) {
        Node node = nodeAt(position);
        if (node == null) {
            return;
        }
        node.present = true;
        node.isNull = token == JsonToken.VALUE_NULL;
        if (node.values != null && !node.isNull) {
            // A string is not equal to the number that has its characters.
            String value = token.isNumeric()
                    ? tokens.text()
                    : token == JsonToken.VALUE_STRING ? '"' + tokens.text() : token.asString();
            node.repeated = !node.values.add(value);
        }
    }

    private @Nullable Node nodeAt(Position position) {
        if (position.depth() == 0) {
            return root;
        }
        Node parent = open[position.depth() - 1];
        return parent == null || parent.children.isEmpty()
                ? null
                : parent.children.get(position.segment(position.depth() - 1));
    }

    /** The record has been walked: reports what it lacks. */
    void endRecord(long record, int line) {
        for (Node field : fields) {
            if (field.required && !field.present) {
                error("required_fields", "Required field '" + field.path + "' is missing", record, line);
            }
            if (field.nonNull && field.isNull) {
                error("non_null_fields", "Field '" + field.path + "' is null", record, line);
            }
            if (field.repeated) {
                error("unique_fields", "Field '" + field.path + "' has a value of an earlier record", record, line);
            }
            field.present = false;
            field.isNull = false;
            field.repeated = false;
        }
    }

    private void error(String rule, String message, long record, int line) {
        validation.error(rule, message, "line " + line + ", record " + record);
    }

    /** Says so if a field has more values than are compared. */
    void finish() {
        for (Node field : fields) {
            if (field.values != null && field.values.full()) {
                validation.warning(
                        "unique_fields",
                        "Field '" + field.path + "' has more than " + UniqueValues.LIMIT
                                + " different values; the later ones were not compared with each other",
                        null);
            }
        }
    }

    private static final class Node {

        final Map<String, Node> children = new HashMap<>();
        String path;
        boolean required;
        boolean nonNull;

        @Nullable
        UniqueValues values;

        boolean present;
        boolean isNull;
        boolean repeated;

        Node(String path) {
            this.path = path;
        }
    }
}
