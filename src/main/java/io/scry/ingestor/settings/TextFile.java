package io.scry.ingestor.settings;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.reader.StreamReader;

/** One file of the configuration as text, or what is wrong with it and where. No error repeats what it says. */
final class TextFile {

    private final ConfigFiles.Content content;
    private final String name;
    private final Problems problems;

    TextFile(ConfigFiles files, String name, Problems problems) {
        this.content = files.content(name);
        this.name = name;
        this.problems = problems;
    }

    /** Whether there is anything with this name, be it a link that leads nowhere. */
    boolean exists() {
        return !(content instanceof ConfigFiles.Absent);
    }

    /** What it says; null if it could not be read, which the problems then explain. */
    @Nullable
    String read() {
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

    @Nullable
    String fail(String message) {
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
