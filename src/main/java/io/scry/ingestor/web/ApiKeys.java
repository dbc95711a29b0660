package io.scry.ingestor.web;

import io.scry.ingestor.settings.ActiveSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/** The keys that are active, and whom each stands for. */
@Component
class ApiKeys {

    static final String USER = "ROLE_USER";
    static final String ADMIN = "ROLE_ADMIN";

    private final ActiveSettings settings;

    ApiKeys(ActiveSettings settings) {
        this.settings = settings;
    }

    boolean areConfigured() {
        return settings.current().get(SecuritySettings.class).hasKeys();
    }

    /** Without keys, development is open to this machine; everything else is closed. */
    boolean isOpenToLoopback() {
        return !areConfigured() && settings.current().environment().equals("development");
    }

    /** Whom a secret stands for; null if for nobody. All keys are compared, each in constant time. */
    @Nullable
    Authentication holderOf(String secret) {
        SecuritySettings keys = settings.current().get(SecuritySettings.class);
        Authentication user = holder(keys.apiKeys(), secret, USER);
        Authentication admin = holder(keys.adminApiKeys(), secret, USER, ADMIN);
        return admin != null ? admin : user;
    }

    static Authentication developer() {
        return authentication("development", USER, ADMIN);
    }

    private static @Nullable Authentication holder(List<String> keys, String secret, String... authorities) {
        byte[] given = secret.getBytes(StandardCharsets.UTF_8);
        Authentication found = null;
        for (String key : keys) {
            int colon = key.indexOf(':');
            byte[] known = key.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(known, given)) {
                found = authentication(key.substring(0, colon), authorities);
            }
        }
        return found;
    }

    private static Authentication authentication(String name, String... authorities) {
        return UsernamePasswordAuthenticationToken.authenticated(
                name, null, AuthorityUtils.createAuthorityList(authorities));
    }
}
