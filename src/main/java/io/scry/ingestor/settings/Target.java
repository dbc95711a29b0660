package io.scry.ingestor.settings;

import org.springframework.util.StringUtils;

/** What is bound: the path by which errors call it, and whether they may show its value. */
record Target(String path, boolean secret, Problems problems) {

    private static final int MAX_SHOWN = 80;

    Target child(String key) {
        return new Target(Names.child(path, key), secret, problems);
    }

    Target child(Component component) {
        return new Target(Names.child(path, component.key()), secret || component.secret(), problems);
    }

    Target element(int index) {
        return new Target(path + "[" + index + "]", secret, problems);
    }

    void reject(String message, Origin origin) {
        problems.add(path, message, origin);
    }

    /** Reports a value that was to be a single one; what was reported when it was read is not reported again. */
    void rejectSingle(String expected, Value value) {
        if (!isBroken(value)) {
            reject(expected + found(value), value.origin());
        }
    }

    /** Reports a value of the wrong form, without what it says: with no type, it is not known to be no secret. */
    void rejectForm(String expected, Value value) {
        if (!isBroken(value)) {
            reject(
                    expected + (value instanceof Value.Scalar ? ", but is a single value" : found(value)),
                    value.origin());
        }
    }

    /** What a value is, for the end of a message. */
    String found(Value value) {
        return switch (value) {
            case Value.Sequence _ -> ", but is a list";
            case Value.Mapping _ -> ", but is a mapping";
            case Value.Scalar _ when secret -> ", but is (hidden)";
            case Value.Scalar scalar when scalar.kind() == Value.Kind.TEXT -> ", but is the text " + quoted(scalar);
            case Value.Scalar scalar -> ", but is " + quoted(scalar);
        };
    }

    private static String quoted(Value.Scalar scalar) {
        return '"' + StringUtils.truncate(scalar.text(), MAX_SHOWN).replaceAll("\\p{Cntrl}", " ") + '"';
    }

    private static boolean isBroken(Value value) {
        return value instanceof Value.Scalar scalar && scalar.kind() == Value.Kind.BROKEN;
    }
}
