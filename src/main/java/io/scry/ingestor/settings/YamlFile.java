package io.scry.ingestor.settings;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/** Reads one YAML file, or says what is wrong with it and where. */
final class YamlFile {

    private static final int MAX_CHARACTERS = 1024 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 50;

    private final TextFile file;
    private final String name;
    private final Problems problems;

    YamlFile(ConfigFiles files, String name, Problems problems) {
        this.file = new TextFile(files, name, problems);
        this.name = name;
        this.problems = problems;
    }

    /** Whether there is anything with this name, be it a link that leads nowhere. */
    boolean exists() {
        return file.exists();
    }

    /** What it says; null if it could not be read, which the problems then explain. */
    Value.@Nullable Mapping read() {
        String text = file.read();
        Node root = text == null ? null : compose(text);
        if (root == null) {
            return null;
        }
        return switch (new YamlTree(name, problems).value(root)) {
            case Value.Mapping mapping -> mapping;
            case Value.Scalar(String _, Value.Kind kind, Origin _) when kind == Value.Kind.BROKEN -> null;
            case Value other -> {
                problems.add("", "must be a mapping: lines of the form 'key: value'", other.origin());
                yield null;
            }
        };
    }

    private @Nullable Node compose(String text) {
        try {
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                file.fail("is empty; write {} if it is meant to set nothing");
            }
            return root;
        } catch (MarkedYAMLException failure) {
            Mark mark = failure.getProblemMark() == null ? failure.getContextMark() : failure.getProblemMark();
            Origin origin = mark == null ? Origin.of(name) : new Origin(name, mark.getLine() + 1, mark.getColumn() + 1);
            problems.add("", "is not valid YAML: " + SyntaxMessage.of(failure), origin);
        } catch (YAMLException failure) {
            problems.add("", "is not acceptable YAML: " + failure.getMessage(), Origin.of(name));
        }
        return null;
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new CoreSchema());
    }
}
