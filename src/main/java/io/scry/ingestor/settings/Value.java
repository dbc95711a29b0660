package io.scry.ingestor.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was written, before anybody knows which type it should have. The origin of a mapping's entry is its key's. */
sealed interface Value {

    Origin origin();

    /** A single value as it was written. */
    record Scalar(String text, Kind kind, Origin origin) implements Value {

        @Override
        public String toString() {
            return "Scalar[" + origin + "]";
        }
    }

    record Sequence(List<Value> elements, Origin origin) implements Value {}

    record Mapping(Map<String, Value> entries, Origin origin) implements Value {

        static Mapping empty(Origin origin) {
            return new Mapping(Map.of(), origin);
        }

        /** With one value in it, as deep as there are keys. */
        static Mapping nested(List<String> keys, Value value) {
            Value nested = value;
            for (String key : keys.reversed()) {
                nested = new Mapping(Map.of(key, nested), value.origin());
            }
            return (Mapping) nested;
        }

        /** What stands under these keys, each below the one before; null if there is nothing. */
        @Nullable
        Value at(List<String> keys) {
            Value value = this;
            for (String key : keys) {
                value = value instanceof Mapping mapping ? mapping.get(key) : null;
            }
            return value;
        }

        @Nullable
        Value get(String key) {
            return entries.get(key);
        }

        Mapping without(String key) {
            Map<String, Value> rest = new LinkedHashMap<>(entries);
            rest.remove(key);
            return new Mapping(rest, origin);
        }

        /**
         * This with another layer on top: mappings are merged key by key, anything else is replaced. A key without a
         * value takes no mapping away, so that a section whose lines are all commented out changes nothing.
         */
        Mapping overlaidBy(Mapping top) {
            Map<String, Value> merged = new LinkedHashMap<>(entries);
            top.entries.forEach((key, over) -> merged.merge(key, over, Mapping::overlay));
            return new Mapping(merged, origin);
        }

        private static Value overlay(Value under, Value over) {
            if (!(under instanceof Mapping mapping)) {
                return over;
            }
            if (over instanceof Mapping top) {
                return mapping.overlaidBy(top);
            }
            return over instanceof Scalar scalar && scalar.kind() == Kind.NULL ? under : over;
        }
    }

    /** How a scalar was written, which decides what it may become. */
    enum Kind {
        /** A text: quoted in YAML or JSON, or unquoted YAML that is nothing else. */
        TEXT,
        /** Unquoted YAML that is a number or true or false, and that a text may be, too. */
        PLAIN,
        /** A number, true or false in JSON, which never is a text. */
        LITERAL,
        /** An environment variable: a text that is converted to whatever is needed. */
        VARIABLE,
        NULL,
        /** Something that was reported already when it was read. */
        BROKEN
    }
}
