package io.scry.ingestor.settings;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.representer.Representer;

/** Reads one YAML file, or says what is wrong with it and where. */
final class YamlFile {

    private static final int MAX_CHARACTERS = 1024 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 50;

    private final ConfigFiles.Content content;
    private final String name;
    private final Problems problems;

    YamlFile(ConfigFiles files, String name, Problems problems) {
        this.content = files.content(name);
        this.name = name;
        this.problems = problems;
    }

    /** Whether there is anything with this name, be it a link that leads nowhere. */
    boolean exists() {
        return !(content instanceof ConfigFiles.Absent);
    }

    /** What it says; null if it could not be read, which the problems then explain. */
    Value.@Nullable Mapping read() {
        String text = text();
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

    private @Nullable String text() {
        return switch (content) {
            case ConfigFiles.Bytes(ByteBuffer bytes) -> decode(bytes.duplicate());
            case ConfigFiles.Unreadable(String why) -> fail(why);
            case ConfigFiles.Absent _ -> fail("is missing");
        };
    }

    private @Nullable String decode(ByteBuffer bytes) {
        CharBuffer chars = CharBuffer.allocate(bytes.remaining());
        boolean malformed =
                StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true).isError();
        String text = chars.flip().toString();
        if (malformed) {
            return fail("is not UTF-8; save it with that encoding", text);
        }
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < unmarked.length(); i += Character.charCount(unmarked.codePointAt(i))) {
            if (!StreamReader.isPrintable(unmarked.codePointAt(i))) {
                return fail(
                        String.format("has the control character U+%04X", unmarked.codePointAt(i)),
                        unmarked.substring(0, i));
            }
        }
        return unmarked;
    }

    private @Nullable Node compose(String text) {
        try {
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                fail("is empty; write {} if it is meant to set nothing");
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

    private @Nullable String fail(String message) {
        problems.add("", message, Origin.of(name));
        return null;
    }

    private @Nullable String fail(String message, String textBefore) {
        int line =
                (int) textBefore.chars().filter(character -> character == '\n').count() + 1;
        int column = textBefore.length() - textBefore.lastIndexOf('\n');
        problems.add("", message, new Origin(name, line, column));
        return null;
    }
}
