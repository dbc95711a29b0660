package io.scry.ingestor.settings;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What an unquoted YAML scalar is, after YAML 1.2's core schema, where SnakeYAML follows YAML 1.1: there {@code no} is
 * false, {@code 010} is 8 and {@code 22:30} is a number.
 */
final class CoreSchema extends Resolver {

    private static final Pattern TRUE_OR_FALSE = Pattern.compile("true|false");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, TRUE_OR_FALSE, "tf");
        addImplicitResolver(Tag.FLOAT, NUMBER, "-+0123456789.");
        addImplicitResolver(Tag.MERGE, MERGE, "<");
        addImplicitResolver(Tag.NULL, NULL, "~nN\0");
        addImplicitResolver(Tag.NULL, EMPTY, null);
    }
}
