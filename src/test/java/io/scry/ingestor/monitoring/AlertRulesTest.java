package io.scry.ingestor.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.harness.Prometheus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AlertRulesTest {

    private static final String TESTS = "grafana/alerts/tests/scry_ingestor_alerts_test.yml";
    private static final Pattern TESTED =
            Pattern.compile("alertname: (\\w+),? *\\n? *eval_time: \\w+,? *\\n? *(exp_alerts: \\[])?");

    @Test
    void areWhatPrometheusTakes() throws Exception {
        promtool("check", "rules", Prometheus.RULES.toString());
    }

    @Test
    void fireWhenTheyShouldAndOnlyThen() throws Exception {
        promtool("test", "rules", TESTS);
    }

    private static void promtool(String... arguments) throws Exception {
        assumeTrue(
                Prometheus.isInstalled("promtool"),
                "promtool is not here (Debian's package prometheus): the rules are not tried");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void areAllTriedBothWays() throws Exception {
        Set<String> firing = new TreeSet<>();
        Set<String> quiet = new TreeSet<>();
        TESTED.matcher(Files.readString(Path.of(TESTS)))
                .results()
                .forEach(tried -> (tried.group(2) == null ? firing : quiet).add(tried.group(1)));
        assertThat(firing).isEqualTo(names());
        assertThat(quiet).isEqualTo(names());
    }

    private static Set<String> names() throws Exception {
        return Expressions.rules().stream()
                .filter(Expressions::isAlert)
                .map(rule -> String.valueOf(rule.get("alert")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void leadToARunbookEach() throws Exception {
        Set<String> sections = Pattern.compile("(?m)^## (\\w+)$")
                .matcher(Files.readString(Path.of("docs", "RUNBOOKS.md")))
                .results()
                .map(section -> "docs/RUNBOOKS.md#" + section.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = new TreeSet<>();
        for (Map<String, Object> rule : Expressions.rules()) {
            if (Expressions.isAlert(rule)) {
                Map<?, ?> annotations = (Map<?, ?>) rule.getOrDefault("annotations", Map.of());
                wanted.add(String.valueOf(annotations.get("runbook_url")));
                assertThat(annotations.toString()).contains("summary=", "description=");
                assertThat(String.valueOf(rule.get("labels"))).contains("severity=");
            }
        }
        assertThat(wanted).isEqualTo(sections);
    }

    static List<Path> dashboards() throws Exception {
        return Expressions.dashboards();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void dashboardsAskWhateverPrometheusIsChosen(Path file) throws Exception {
        JsonNode board = Expressions.read(file);
        assertThat(file).hasFileName(board.path("uid").asString() + ".json");
        assertThat(board.at("/templating/list").findValuesAsString("name"))
                .contains("namespace", "instance", "adapter");
        Set<Integer> ids = new TreeSet<>();
        for (JsonNode panel : board.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).as(panel.toString()).isTrue();
            if (!panel.path("type").asString().equals("row")) {
                assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
                assertThat(panel.path("targets")).as(panel.toString()).isNotEmpty();
            }
        }
    }
}
