package io.scry.ingestor.web;

import io.scry.ingestor.settings.ActiveSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
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

    private static final String BEARER = "Bearer ";

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

    /** Who a request is from; null if from nobody that is known. */
    @Nullable
    Authentication holderOf(HttpServletRequest request) {
        Set<String> secrets = secrets(request);
        if (secrets.isEmpty()) {
            return isOpenToLoopback() && Loopback.isOrigin(request) ? developer() : null;
        }
        return secrets.size() == 1 ? holderOf(secrets.iterator().next()) : null;
    }

    /** All that a request has. Who sends different ones is nobody: which one counts is not to be guessed. */
    static Set<String> secrets(HttpServletRequest request) {
        Set<String> secrets = new LinkedHashSet<>(Collections.list(request.getHeaders("X-API-Key")));
        for (String authorization : Collections.list(request.getHeaders("Authorization"))) {
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                secrets.add(authorization.substring(BEARER.length()).strip());
            }
        }
        return secrets;
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

    private static Authentication developer() {
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
