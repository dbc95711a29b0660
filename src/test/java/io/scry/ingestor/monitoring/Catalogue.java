package io.scry.ingestor.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that {@code docs/MONITORING.md} lists, and those of a scrape, in the same form. */
final class Catalogue {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+\\*?)` \\| ?(\\w*) \\|([^|]*)\\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Set<String> OF_THE_FORMAT = Set.of("le", "quantile");

    private Catalogue() {}

    /** A metric's type and the names of its labels. */
    record Metric(String type, Set<String> labels) {}

    /** The page's rows by name; the name of a whole family of somebody else's ends with a star. */
    static Map<String, Metric> described() throws IOException {
        Map<String, Metric> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("docs", "MONITORING.md")));
        while (row.find()) {
            Set<String> labels = Arrays.stream(row.group(3).split("[`, ]+", -1))
                    .filter(label -> !label.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (rows.put(row.group(1), new Metric(row.group(2), labels)) != null) {
                throw new AssertionError("docs/MONITORING.md has two rows for " + row.group(1));
            }
        }
        return rows;
    }

    /** What was scraped; the maximum of a timer or of sizes belongs to it. */
    static Map<String, Metric> exported(String scrape) {
        Map<String, Metric> metrics = new TreeMap<>();
        TYPE.matcher(scrape).results().forEach(type -> {
            metrics.put(type.group(1), new Metric(type.group(2), new TreeSet<>()));
        });
        SAMPLE.matcher(scrape).results().forEach(sample -> {
            Metric metric = metrics.get(family(sample.group(1), metrics));
            if (metric == null) {
                throw new AssertionError("A sample without a type: " + sample.group());
            }
            String labels = sample.group(2) == null ? "" : sample.group(2);
            LABEL.matcher(labels)
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !OF_THE_FORMAT.contains(label))
                    .forEach(metric.labels()::add);
        });
        Set<String> maxima = metrics.keySet().stream()
                .filter(name -> name.endsWith("_max") && metrics.containsKey(withoutEnd(name)))
                .collect(Collectors.toSet());
        metrics.keySet().removeAll(maxima);
        return metrics;
    }

    private static String family(String sample, Map<String, Metric> metrics) {
        return metrics.containsKey(sample) ? sample : withoutEnd(sample);
    }

    private static String withoutEnd(String name) {
        return name.substring(0, name.lastIndexOf('_'));
    }
}
