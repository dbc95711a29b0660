package io.scry.ingestor.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list in a file of its own, one element a line, as secrets are mounted. Empty lines, and those that begin with
 * {@code #}, do not count.
 */
final class ListFile {

    private ListFile() {}

    /** What it says; null if it could not be read or says nothing, which the problems then explain. */
    static @Nullable Value read(ConfigFiles files, String name, Problems problems) {
        TextFile file = new TextFile(files, name, problems);
        String text = file.read();
        if (text == null) {
            return null;
        }
        List<Value> elements = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String element = line.strip();
            if (!element.isEmpty() && !element.startsWith("#")) {
                elements.add(new Value.Scalar(element, Value.Kind.VARIABLE, new Origin(name, number, 1)));
            }
        }
        if (elements.isEmpty()) {
            file.fail("holds nothing; write one element a line, or unset the variable that names the file");
            return null;
        }
        return new Value.Sequence(elements, Origin.of(name));
    }
}
