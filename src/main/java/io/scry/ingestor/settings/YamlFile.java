package io.scry.ingestor.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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

    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 50;

    private final Path path;
    private final String name;
    private final Problems problems;

    YamlFile(Path directory, String name, Problems problems) {
        this.path = directory.resolve(name);
        this.name = name;
        this.problems = problems;
    }

    /** Whether there is anything with this name, be it a link that leads nowhere. */
    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
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
        if (!Files.isRegularFile(path)) {
            return fail("is not a regular file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException failure) {
            return fail("cannot be read (" + failure.getClass().getSimpleName() + "); check its permissions");
        }
        return bytes.length > MAX_BYTES ? fail("is larger than 1 MiB") : decode(bytes);
    }

    private @Nullable String decode(byte[] bytes) {
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        boolean malformed = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), chars, true)
                .isError();
        String text = chars.flip().toString();
        if (malformed) {
            return fail("is not UTF-8; save it with that encoding", text);
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < content.length(); i += Character.charCount(content.codePointAt(i))) {
            if (!StreamReader.isPrintable(content.codePointAt(i))) {
                return fail(
                        String.format("has the control character U+%04X", content.codePointAt(i)),
                        content.substring(0, i));
            }
        }
        return content;
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
        options.setCodePointLimit(MAX_BYTES);
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
