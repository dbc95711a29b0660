package io.scry.ingestor.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Which requests are for those who operate the service; all others are business. */
final class Routes {

    static final String ADMINISTRATION = "/api/v1/config";

    private static final Set<String> OPERATION = Set.of("/health", "/health/detailed", "/ready", "/metrics");
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final String ACTUATOR = "/actuator/";
    private static final String API = "/api/";

    private Routes() {}

    /** Whether a request is about the configuration: such routes are there whatever the replica's roles are, for admins only. */
    static boolean isAdministration(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(ADMINISTRATION) || path.startsWith(ADMINISTRATION + "/");
    }

    /** Whether a request is for what needs no key and is no probe, such as pages and the description of the API. */
    static boolean isOpen(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(API);
    }

    /**
     * Whether a request is a probe or a scrape, which is to be answered whatever business is going through. One with a body
     * is not: somebody on the way to its answer may wait for that body.
     */
    static boolean isOperation(HttpServletRequest request) {
        String path = request.getRequestURI();
        return (OPERATION.contains(path) || path.startsWith(ACTUATOR))
                && METHODS.contains(request.getMethod())
                && !UnreadBodies.hasBody(request);
    }
}
