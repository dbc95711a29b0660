package io.scry.ingestor.monitoring;

import io.scry.ingestor.harness.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What dashboards and rules ask Prometheus. */
final class Expressions {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Expressions() {}

    /** An expression of a panel or rule, and where it stands. */
    record Expression(String place, String text) {

        /** What it says with every series instead of those beyond a threshold. */
        Expression withoutThresholds() {
            return new Expression(place, text.replaceAll("\\s(?:==|<=|>=|<|>)\\s[0-9][0-9.]*", ""));
        }
    }

    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("grafana", "dashboards"))) {
            return files.sorted().toList();
        }
    }

    static JsonNode read(Path dashboard) throws IOException {
        return JSON.readTree(Files.readString(dashboard));
    }

    /** Of panels, variables and annotations, with everything chosen. */
    static List<Expression> of(Path dashboard) throws IOException {
        JsonNode board = read(dashboard);
        List<Expression> all = new ArrayList<>();
        for (JsonNode panel : board.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                all.add(shown(
                        panel.path("title").asString(), target.path("expr").asString()));
            }
        }
        for (JsonNode variable : board.at("/templating/list")) {
            if (variable.path("type").asString().equals("query")) {
                all.add(shown(
                        "$" + variable.path("name").asString(),
                        variable.path("definition")
                                .asString()
                                .replaceAll("^label_values\\((.*), (\\w+)\\)$", "count by ($2) ($1)")));
            }
        }
        for (JsonNode annotation : board.at("/annotations/list")) {
            all.add(shown(
                            annotation.path("name").asString(),
                            annotation.path("expr").asString())
                    .withoutThresholds());
        }
        return all;
    }

    private static Expression shown(String place, String text) {
        return new Expression(
                place, text.replaceAll("\\$__\\w+", "5m").replaceAll("\\$(namespace|instance|adapter)", ".*"));
    }

    /** The rules of the alert file, as they stand there. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> rules() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(Prometheus.RULES));
        return file.getOrDefault("groups", List.of()).stream()
                .flatMap(group -> ((List<Map<String, Object>>) group.getOrDefault("rules", List.of())).stream())
                .toList();
    }

    static boolean isAlert(Map<String, Object> rule) {
        return rule.containsKey("alert");
    }

    static Expression of(Map<String, Object> rule) {
        return new Expression(
                String.valueOf(rule.getOrDefault("alert", rule.get("record"))), String.valueOf(rule.get("expr")));
    }
}
