package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * As much of {@code kubectl} as can be without a cluster: the real one has to take the command, up to where it would call the
 * cluster, what it names has to be under {@code k8s/}, and what it would run in a pod or read there is run or read here.
 *
 * @param bin the folder with the script
 * @param kubeconfig of a cluster that is not there
 * @param record the commands that it was given
 * @param log what pods have written
 */
record KubectlStandIn(Path bin, Path kubeconfig, Path record, Path log) {

    private static final String KUBECTL = """
            #!/bin/sh
            printf '%s\\n' "$*" >> "$RECORD"
            PATH=$REAL_PATH
            case " $* " in
              *" --dry-run=client "*) exec kubectl "$@" ;;
              *" create "*) exec kubectl "$@" --dry-run=client -o name ;;
            esac
            said=$(kubectl "$@" 2>&1) || case $said in
              *refused*) ;;
              *) echo "$said" >&2; exit 1 ;;
            esac
            case " $* " in
              *" logs "*) cat "$LOG" ;;
              *" describe "*) echo Events: ;;
              *" exec "*)
                while [ "$1" != -- ]; do shift; done
                shift
                case $1 in curl | df | ls | cat) exec "$@" ;; esac ;;
            esac
            """;

    /** Of a cluster that is not there. */
    private static final String NOWHERE = """
            {apiVersion: v1, kind: Config, current-context: nowhere,
             clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}],
             contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}],
             users: [{name: nobody, user: {}}]}
            """;

    private static final Pattern NAMED =
            Pattern.compile("\\b(deployment|deploy|service|configmap|secret)(?:/| )(?:generic |tls )?(scry[a-z-]*)");
    private static final Pattern NAMESPACE = Pattern.compile("(?:-n |--namespace=)(\\S+)");
    private static final Pattern LABEL = Pattern.compile("-l (\\S+)=(\\S+)");
    private static final Map<String, String> KINDS =
            Map.of("deployment", "Deployment", "deploy", "Deployment", "service", "Service", "configmap", "ConfigMap");

    static KubectlStandIn in(Path folder) throws IOException {
        KubectlStandIn made = new KubectlStandIn(
                Files.createDirectory(folder.resolve("bin")),
                Files.writeString(folder.resolve("kubeconfig"), NOWHERE),
                folder.resolve("record"),
                folder.resolve("log"));
        Path script = Files.writeString(made.bin.resolve("kubectl"), KUBECTL);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return made;
    }

    void haveLog(String lines) throws IOException {
        Files.writeString(log, lines);
    }

    /** For a process with this environment it is {@code kubectl}; what it was given before is forgotten. */
    void standIn(Map<String, String> environment) throws IOException {
        Files.deleteIfExists(record);
        String path = environment.get("PATH");
        environment.put("REAL_PATH", String.valueOf(path));
        environment.put("PATH", bin + ":" + path);
        environment.put("KUBECONFIG", kubeconfig.toString());
        environment.put("RECORD", record.toString());
        environment.put("LOG", log.toString());
    }

    /** Fails if a name, a namespace or a label of the commands that ran last is nowhere under {@code k8s/}. */
    void requireNames() throws IOException {
        if (!Files.exists(record)) {
            return;
        }
        List<Build> builds = Build.all().toList();
        for (String command : Files.readAllLines(record)) {
            for (Matcher named = NAMED.matcher(command); named.find(); ) {
                String kind = KINDS.getOrDefault(named.group(1), "Secret");
                assertThat(builds).as(command).anyMatch(build -> has(build, kind, named.group(2)));
            }
            for (Matcher namespace = NAMESPACE.matcher(command); namespace.find(); ) {
                assertThat(builds).as(command).anyMatch(build -> has(build, "Namespace", namespace.group(1)));
            }
            for (Matcher label = LABEL.matcher(command); label.find(); ) {
                assertThat(builds)
                        .as(command)
                        .anyMatch(build -> label.group(1).equals("kubernetes.io/service-name")
                                ? has(build, "Service", label.group(2))
                                : isOfPods(build, label.group(1), label.group(2)));
            }
        }
    }

    private static boolean has(Build build, String kind, String name) {
        return kind.equals("Secret")
                ? secrets(build).contains(name)
                : build.objects().stream().anyMatch(object -> object.is(kind, name));
    }

    /** Those that are read, wherever in an object that stands. */
    private static Set<String> secrets(Build build) {
        return build.objects().stream()
                .map(Manifest::json)
                .flatMap(json -> Stream.concat(
                        json.findValuesAsString("secretName").stream(),
                        json.findValues("secretKeyRef").stream()
                                .map(reference -> reference.path("name").asString())))
                .collect(Collectors.toSet());
    }

    private static boolean isOfPods(Build build, String name, String value) {
        return build.replicas().stream()
                .map(deployment -> deployment.at("/spec/template/metadata/labels"))
                .anyMatch(labels -> labels.path(name).asString("").equals(value));
    }
}
