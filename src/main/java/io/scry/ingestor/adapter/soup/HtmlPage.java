package io.scry.ingestor.adapter.soup;

import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.WellFormed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.jspecify.annotations.Nullable;

/**
 * A page as a tree.
 *
 * @param elements how many there are
 * @param hasBase whether it is known what links are relative to
 * @param facts those of them that may tell something of the page: meta, link and script
 */
record HtmlPage(Document document, long elements, boolean hasBase, List<Element> facts) {

    private static final int PER_REPORT = 256;

    static HtmlPage parse(
            byte[] bytes, TextEncoding encoding, @Nullable String base, SoupOptions options, Output output)
            throws IOException, InterruptedException {
        ByteArrayInputStream in =
                new ByteArrayInputStream(bytes, encoding.markLength(), bytes.length - encoding.markLength());
        // One deeper than is allowed, to see whether there is more.
        Parser parser = Parser.htmlParser().setMaxDepth(options.maxDepth() + 1);
        try (Reader reader = new TagLimit(new InputStreamReader(in, encoding.charset()), options.maxElements());
                StreamParser tree = new StreamParser(parser).parse(reader, base == null ? "" : base)) {
            Iterator<Element> elements = tree.iterator();
            long count = 0;
            while (elements.hasNext()) {
                elements.next();
                if (++count > options.maxElements()) {
                    throw TagLimit.exceeded(options.maxElements());
                }
                if (count % PER_REPORT == 0) {
                    output.progress(bytes.length - in.available(), bytes.length);
                }
            }
            Document document = tree.document();
            return new HtmlPage(document, count, !document.baseUri().isEmpty(), checked(document, options.maxDepth()));
        }
    }

    /** Requires the depth, makes characters of what character references may have made that is none, and finds the facts. */
    private static List<Element> checked(Document document, int most) {
        List<Element> facts = new ArrayList<>();
        document.traverse((node, depth) -> {
            if (depth > most && node instanceof Element) {
                throw new UnreadableSourceException(
                        Reason.LIMIT_EXCEEDED, "The page nests elements deeper than max_depth (" + most + ") allows.");
            }
            if (node instanceof TextNode text) {
                String written = text.getWholeText();
                String whole = WellFormed.text(written);
                if (!whole.equals(written)) {
                    text.text(whole);
                }
            } else if (node instanceof Element element) {
                if (element.attributesSize() > 0) {
                    element.attributes()
                            .forEach(attribute -> attribute.setValue(WellFormed.text(attribute.getValue())));
                }
                if (element.nameIs("meta") || element.nameIs("link") || element.nameIs("script")) {
                    facts.add(element);
                }
            }
        });
        return facts;
    }

    /** Those of one kind. */
    List<Element> facts(String name) {
        return facts.stream().filter(element -> element.nameIs(name)).toList();
    }
}
