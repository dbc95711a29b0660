package io.scry.ingestor.settings;

import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What a syntax error says. The parser's own message quotes the lines around the place, and some of its texts quote a
 * word, such as an alias' name: either may be a secret that was written without quotes.
 */
final class SyntaxMessage {

    private static final String QUOTE_IT = "; quote the value if it is a text";
    private static final Map<String, String> BY_BEGINNING = Map.of(
            "found undefined alias", "an alias (*) without its anchor (&)" + QUOTE_IT,
            "found undefined tag", "a tag (!) that is not defined" + QUOTE_IT,
            "Global tag is not allowed", "a tag (!!) that is not allowed" + QUOTE_IT,
            "found character '\\t", "a tab where only spaces may stand",
            "found character", "a character that no value can begin with" + QUOTE_IT,
            "found unknown escape character", "an unknown escape (\\) in double quotes; single quotes have none",
            "but found another document", "several documents (---) where only one is allowed");

    private SyntaxMessage() {}

    static String of(MarkedYAMLException failure) {
        String problem = failure.getProblem();
        if (problem == null) {
            return "it cannot be parsed";
        }
        return BY_BEGINNING.entrySet().stream()
                .filter(message -> problem.startsWith(message.getKey()))
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElseGet(() -> failure.getContext() == null ? problem : failure.getContext() + ", " + problem);
    }
}
