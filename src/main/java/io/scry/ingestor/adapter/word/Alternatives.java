package io.scry.ingestor.adapter.word;

import java.io.IOException;

/** Content that a document has in several forms, for programs old and new: the first one that has text is read. */
final class Alternatives {

    private Alternatives() {}

    static void read(XmlPart xml, Limits limits, XmlPart.Content content) throws IOException, InterruptedException {
        boolean found = false;
        while (xml.nextChild()) {
            if (found) {
                xml.skip();
            } else {
                long before = limits.charactersRead();
                content.read();
                found = limits.charactersRead() > before;
            }
        }
    }
}
