package io.scry.ingestor.adapter.soup;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

/** Finds the text of elements, and what is shown of them by itself, in one walk. */
final class PageParts implements NodeVisitor {

    private final List<String> texts = new ArrayList<>();
    private final List<Element> headings = new ArrayList<>();
    private final List<Element> links = new ArrayList<>();
    private final List<Element> images = new ArrayList<>();
    private final List<Element> tables = new ArrayList<>();
    private PlainText text = new PlainText();

    PageParts(List<Element> elements) {
        for (Element element : elements) {
            text = new PlainText();
            element.traverse(this);
            texts.add(text.text());
        }
    }

    @Override
    public void head(Node node, int depth) {
        text.head(node, depth);
        if (node instanceof Element element) {
            switch (element.normalName()) {
                case "h1", "h2", "h3", "h4", "h5", "h6" -> headings.add(element);
                case "img" -> images.add(element);
                case "table" -> tables.add(element);
                case "a" -> {
                    if (element.hasAttr("href")) {
                        links.add(element);
                    }
                }
                default -> {}
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        text.tail(node, depth);
    }

    String text() {
        return String.join("\n", texts);
    }

    List<Element> headings() {
        return headings;
    }

    List<Element> links() {
        return links;
    }

    List<Element> images() {
        return images;
    }

    List<Element> tables() {
        return tables;
    }
}
