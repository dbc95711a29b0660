package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceInJvm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every route there is, for everybody who may ask: a new one has to be decided on here. */
class RouteAccessIT {

    private static final String[][] CALLERS = {
        {},
        {"X-API-Key", "no-secret-of-anybody"},
        {"X-API-Key", "secret-of-bob"},
        {"X-API-Key", "secret-of-ann"},
        {"X-API-Key", "secret-of-root"}
    };

    /** The route; no key, an unknown key, another user's, the owner's, an admin's. An ingestion is ann's, and has succeeded. */
    private static final String TABLE = """
            GET    /health                               | 200 200 200 200 200
            GET    /health/detailed                      | 200 200 200 200 200
            GET    /ready                                | 200 200 200 200 200
            GET    /metrics                              | 200 200 200 200 200
            GET    /                                     | 200 200 200 200 200
            GET    /actuator/health                      | 200 200 200 200 200
            GET    /actuator/health/**                   | 200 200 200 200 200
            GET    /openapi.json                         | 200 200 200 200 200
            GET    /openapi.json.yaml                    | 200 200 200 200 200
            GET    /openapi.json/swagger-config          | 200 200 200 200 200
            GET    /docs                                 | 302 302 302 302 302
            GET    /swagger-ui/**                        | 200 200 200 200 200
            GET    /webjars/**                           | 404 404 404 404 404
            GET    /**                                   | 404 404 404 404 404
            ANY    /error                                | 404 404 404 404 404
            POST   /api/v1/ingest                        | 401 401 200 200 200
            GET    /api/v1/ingest/adapters               | 401 401 200 200 200
            GET    /api/v1/ingestions                    | 401 401 200 200 200
            GET    /api/v1/ingestions/{id}               | 401 401 404 200 200
            GET    /api/v1/ingestions/{id}/data          | 401 401 404 200 200
            GET    /api/v1/ingestions/{id}/events        | 401 401 404 200 200
            POST   /api/v1/ingestions/{id}/retry         | 401 401 404 409 409
            POST   /api/v1/ingestions/{id}/cancel        | 401 401 404 409 409
            DELETE /api/v1/ingestions/{id}               | 401 401 404 204 204
            GET    /api/v1/workers                       | 401 401 200 200 200
            GET    /api/v1/config                        | 401 401 403 403 200
            GET    /api/v1/config/history                | 401 401 403 403 200
            POST   /api/v1/config/reload                 | 401 401 403 403 200
            """;

    @Test
    void decidesForEachRouteWhoMayUseIt() throws Exception {
        Map<String, List<Integer>> expected = table();
        try (ServiceInJvm service = ServiceInJvm.start(Map.of(
                "SCRY_ENVIRONMENT", "production",
                "SCRY_DRAIN__MIN_DELAY", "0s",
                "SCRY_API_KEYS", "ann:secret-of-ann,bob:secret-of-bob",
                "SCRY_ADMIN_API_KEYS", "root:secret-of-root"))) {
            assertThat(routes(service)).isEqualTo(expected.keySet());
            SoftAssertions all = new SoftAssertions();
            for (Map.Entry<String, List<Integer>> route : expected.entrySet()) {
                List<Integer> found = new ArrayList<>();
                for (String[] caller : CALLERS) {
                    found.add(call(service, route.getKey(), caller));
                }
                all.assertThat(found).as(route.getKey()).isEqualTo(route.getValue());
            }
            all.assertAll();
        }
    }

    private static Map<String, List<Integer>> table() {
        Map<String, List<Integer>> table = new TreeMap<>();
        TABLE.lines().forEach(line -> {
            String[] parts = line.split("\\|", -1);
            table.put(
                    parts[0].strip().replaceAll(" +", " "),
                    Arrays.stream(parts[1].strip().split(" ", -1))
                            .map(Integer::valueOf)
                            .toList());
        });
        return table;
    }

    /** What Spring would find a handler for. */
    private static Set<String> routes(ServiceInJvm service) {
        Set<String> routes = new TreeSet<>();
        service.context()
                .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> add(routes, info)));
        service.context()
                .getBeansOfType(SimpleUrlHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMap()
                        .keySet()
                        .forEach(path ->
                                // Files of the pages on which the API can be tried are all alike.
                                routes.add("GET " + path.replaceFirst("^(/swagger-ui|/webjars)/.*", "$1/**"))));
        // What is there without a handler of its own: the page that stands for the service.
        routes.add("GET /");
        return routes;
    }

    private static void add(Set<String> routes, RequestMappingInfo info) {
        for (String path : info.getPatternValues()) {
            Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
            if (methods.isEmpty()) {
                routes.add("ANY " + path);
            }
            methods.forEach(method -> routes.add(method + " " + path));
        }
    }

    private static int call(ServiceInJvm service, String route, String... caller) throws Exception {
        String[] parts = route.split(" ", -1);
        String path = parts[1].replace("swagger-ui/**", "swagger-ui/index.html")
                .replace("/actuator/health/**", "/actuator/health/liveness")
                .replace("**", "nothing");
        if (path.contains("{id}")) {
            Api.Answer done = service.submitter().submit("json", Map.of("data", "[1]"), "X-API-Key", "secret-of-ann");
            String id = done.json()
                    .path("payload")
                    .path("metadata")
                    .path("ingestion_id")
                    .asString();
            path = path.replace("{id}", id);
        }
        Api api = service.api();
        return switch (parts[0]) {
            case "GET", "ANY" -> api.get(path, caller).status();
            case "DELETE" -> api.delete(path, caller).status();
            case "POST" ->
                (path.endsWith("ingest")
                                ? service.submitter().submit("json", Map.of("data", "[1]"), caller)
                                : api.post(path, caller))
                        .status();
            default -> throw new AssertionError("No way to send " + route);
        };
    }
}
