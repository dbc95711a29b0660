package io.scry.ingestor.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of one snapshot, each with the hash of its secret. */
final class KeyTable {

    private static final String HASHED = "sha256:";

    private final SecuritySettings settings;
    private final List<Key> keys = new ArrayList<>();

    KeyTable(SecuritySettings settings) {
        this.settings = settings;
        settings.apiKeys().forEach(key -> add(key, false));
        settings.adminApiKeys().forEach(key -> add(key, true));
    }

    /**
     * One key.
     *
     * @param name who holds it
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes it
    record Key(String name, boolean isAdmin, byte[] hash) {}

    private void add(String written, boolean isAdmin) {
        int colon = written.indexOf(':');
        String secret = written.substring(colon + 1);
        byte[] hash = secret.startsWith(HASHED)
                ? HexFormat.of().parseHex(secret, HASHED.length(), secret.length())
                : hash(secret);
        keys.add(new Key(written.substring(0, colon), isAdmin, hash));
    }

    @SuppressWarnings("ReferenceEquality") // a snapshot's section is the same object as long as it holds
    boolean isOf(SecuritySettings other) {
        return settings == other;
    }

    /** Whose secret it is, an admin's if it is several keys' one; null if nobody's. All are compared, each in constant time. */
    @Nullable
    Key holder(String secret) {
        byte[] given = hash(secret);
        Key found = null;
        for (Key key : keys) {
            if (MessageDigest.isEqual(key.hash(), given) && (found == null || key.isAdmin())) {
                found = key;
            }
        }
        return found;
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
