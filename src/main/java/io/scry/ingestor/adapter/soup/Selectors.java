package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/** The CSS selectors of the options, all of them checked. */
final class Selectors {

    private static final int PER_REPORT = 256;

    /** What jsoup adds to CSS and takes regular expressions: one can be made to run for ever. */
    private static final List<String> REFUSED = List.of(":matches", "~=");

    private final Map<String, Evaluator> named = new LinkedHashMap<>();
    private final List<Evaluator> removed = new ArrayList<>();
    private final Map<String, Evaluator> required = new LinkedHashMap<>();
    private final @Nullable Evaluator content;

    Selectors(SoupOptions options) {
        options.selectors().forEach((name, css) -> named.put(name, evaluator("selectors." + name, css)));
        options.remove().forEach(css -> removed.add(evaluator("remove", css)));
        for (String css : options.requiredSelectors()) {
            Evaluator evaluator = named.get(css);
            required.put(css, evaluator == null ? evaluator("required_selectors", css) : evaluator);
        }
        content = options.content().isBlank() ? null : evaluator("content", options.content());
    }

    private static Evaluator evaluator(String option, String css) {
        Evaluator evaluator = parsed(option, css);
        // A name may be written with escapes: what was read is shown without them.
        if (REFUSED.stream().anyMatch(evaluator.toString()::contains)) {
            throw refused(option, "uses regular expressions, which are not supported", null);
        }
        return evaluator;
    }

    private static Evaluator parsed(String option, String css) {
        try {
            return Selector.evaluatorOf(css);
        } catch (Selector.SelectorParseException | IllegalArgumentException e) {
            throw refused(option, "is no CSS selector", e);
        }
    }

    private static UnreadableSourceException refused(String option, String what, @Nullable Exception cause) {
        String message = "The option " + option + " " + what + ".";
        return cause == null
                ? new UnreadableSourceException(Reason.UNSUPPORTED, message)
                : new UnreadableSourceException(Reason.UNSUPPORTED, message, cause);
    }

    /** By their names. */
    Map<String, Evaluator> named() {
        return named;
    }

    /** By what the options call them: a name, or the selector itself. */
    Map<String, Evaluator> required() {
        return required;
    }

    /** Takes out what is not wanted, and leaves what is: the elements to be read. */
    List<Element> applyTo(Element root, SoupOptions options, Output output) throws InterruptedException {
        for (Evaluator evaluator : removed) {
            matches(evaluator, root, Integer.MAX_VALUE, output).forEach(Element::remove);
        }
        if (content == null) {
            return List.of(root);
        }
        List<Element> kept = new ArrayList<>();
        for (Element match : matches(content, root, options.maxMatches(), output)) {
            // One inside of another is read with that one.
            if (kept.isEmpty() || match.parents().stream().noneMatch(kept.getLast()::equals)) {
                kept.add(match);
            }
        }
        return kept;
    }

    /** Element by element, so that it can be stopped in between. */
    static List<Element> matches(Evaluator evaluator, Element root, int most, Output output)
            throws InterruptedException {
        List<Element> matches = new ArrayList<>();
        int looked = 0;
        for (Element element : (Iterable<Element>) root.stream()::iterator) {
            if (++looked % PER_REPORT == 0) {
                output.progress(0, 0);
            }
            if (evaluator.matches(root, element)) {
                if (matches.size() == most) {
                    throw new UnreadableSourceException(
                            Reason.LIMIT_EXCEEDED,
                            "A selector matches more elements than max_matches (" + most + ") allows.");
                }
                matches.add(element);
            }
        }
        return matches;
    }
}
