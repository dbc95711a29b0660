package io.scry.ingestor.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A hash of bound settings. What was written as {@code 1m} or {@code 60s}, in a file or in a variable, or is the default
 * and was not written at all, is the same content.
 */
final class Fingerprint {

    private static final int BYTES = 8;

    private final Binder binder;
    private final StringBuilder canonical = new StringBuilder();

    Fingerprint(Binder binder) {
        this.binder = binder;
    }

    Fingerprint add(String name, @Nullable Object content) {
        text(name);
        switch (content) {
            case null -> canonical.append('-');
            case Record bound -> group('{', components(bound));
            case Map<?, ?> map -> group('{', new TreeMap<>(map));
            case Collection<?> list -> list(List.copyOf(list));
            default -> text(content.toString());
        }
        return this;
    }

    private Map<String, @Nullable Object> components(Record bound) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        for (Component component : binder.shape(bound.getClass()).components()) {
            if (component.inVersion()) {
                values.put(component.key(), component.of(bound));
            }
        }
        return values;
    }

    private void group(char kind, Map<?, ?> entries) {
        canonical.append(kind).append(entries.size());
        entries.forEach((key, value) -> add(String.valueOf(key), value));
    }

    private void list(List<?> elements) {
        canonical.append('[').append(elements.size());
        elements.forEach(element -> add("", element));
    }

    /** The length keeps texts apart whatever they hold. */
    private void text(String text) {
        canonical.append(text.length()).append(':').append(text);
    }

    /** 16 hexadecimal characters. */
    String hex() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
