package io.scry.ingestor.adapter.soup;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The text that people see: words with one blank between them, blocks on lines of their own, cells apart by a tab. */
final class PlainText implements NodeVisitor {

    private final StringBuilder text = new StringBuilder();
    private int preformatted;
    private int hidden;

    static String of(Element element) {
        PlainText visitor = new PlainText();
        element.traverse(visitor);
        return visitor.text();
    }

    /** What was read until now. */
    String text() {
        return text.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof Element element) {
            hidden += isHidden(element) ? 1 : 0;
            if (hidden > 0) {
                return;
            }
            preformatted += element.nameIs("pre") || element.nameIs("textarea") ? 1 : 0;
            if (element.nameIs("br") || isBlock(element)) {
                newLine(element.nameIs("br"));
            } else if (isCell(element) && element.previousElementSibling() != null) {
                text.append('\t');
            }
        } else if (node instanceof TextNode words && hidden == 0) {
            append(words.getWholeText());
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        if (hidden == 0) {
            preformatted -= element.nameIs("pre") || element.nameIs("textarea") ? 1 : 0;
            if (isBlock(element)) {
                newLine(false);
            }
        }
        hidden -= isHidden(element) ? 1 : 0;
    }

    private static boolean isHidden(Element element) {
        return element.nameIs("template")
                || element.nameIs("noscript")
                || element.nameIs("title")
                || element.nameIs("head");
    }

    private static boolean isCell(Element element) {
        return element.nameIs("td") || element.nameIs("th");
    }

    private static boolean isBlock(Element element) {
        return element.isBlock() && !isCell(element);
    }

    /** Blocks that follow each other share a line end; explicit ones add up. */
    private void newLine(boolean explicit) {
        trimBlanks();
        if (!text.isEmpty() && (explicit || text.charAt(text.length() - 1) != '\n')) {
            text.append('\n');
        }
    }

    private void trimBlanks() {
        while (preformatted == 0 && !text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
    }

    private void append(String words) {
        if (preformatted > 0) {
            text.append(words);
            return;
        }
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
                text.append(c);
            } else if (!text.isEmpty() && " \n\t".indexOf(text.charAt(text.length() - 1)) < 0) {
                text.append(' ');
            }
        }
    }
}
