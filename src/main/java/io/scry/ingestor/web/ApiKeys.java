package io.scry.ingestor.web;

import io.scry.ingestor.settings.ActiveSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/** The keys that are active, and whom each stands for. */
@Component
class ApiKeys {

    static final String USER = "ROLE_USER";
    static final String ADMIN = "ROLE_ADMIN";

    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

    private final ActiveSettings settings;
    private volatile KeyTable known;

    ApiKeys(ActiveSettings settings) {
        this.settings = settings;
        this.known = new KeyTable(settings.current().get(SecuritySettings.class));
    }

    boolean areConfigured() {
        return settings.current().get(SecuritySettings.class).hasKeys();
    }

    /** Without keys, development is open to this machine; everything else is closed. */
    boolean isOpenToLoopback() {
        return !areConfigured() && settings.current().environment().equals("development");
    }

    /** Whom a secret stands for; null if for nobody. */
    @Nullable
    Authentication holderOf(String secret) {
        KeyTable.Key key = table().holder(secret);
        if (key == null) {
            return null;
        }
        return key.isAdmin() ? authentication(key.name(), USER, ADMIN) : authentication(key.name(), USER);
    }

    private KeyTable table() {
        SecuritySettings active = settings.current().get(SecuritySettings.class);
        KeyTable table = known;
        if (!table.isOf(active)) {
            table = new KeyTable(active);
            known = table;
        }
        return table;
    }

    static Authentication developer() {
        return authentication("development", USER, ADMIN);
    }

    private static Authentication authentication(String name, String... authorities) {
        return UsernamePasswordAuthenticationToken.authenticated(
                name, null, AuthorityUtils.createAuthorityList(authorities));
    }

    @EventListener(ApplicationReadyEvent.class)
    void sayIfThereAreNone() {
        if (isOpenToLoopback()) {
            log.warn(
                    "There are no API keys: every program of this machine is an admin, and nobody else may do anything."
                            + " Set SCRY_API_KEYS and SCRY_ADMIN_API_KEYS to open the service to others");
        } else if (!areConfigured()) {
            log.warn("There are no API keys: all but probes, metrics and the API's description answers 401."
                    + " Set SCRY_API_KEYS and SCRY_ADMIN_API_KEYS");
        }
    }
}
