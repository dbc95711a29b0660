package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document, read element by element. It stands at the start of an element until {@link #nextChild()},
 * {@link #text} or {@link #skip()} has led to its end: whoever is handed an element leaves it at its end.
 */
final class XmlPart implements AutoCloseable {

    /** Longer attributes are cut: none that is used here is longer. */
    private static final int MAX_ATTRIBUTE = 10_000;

    private static final int CHECKPOINT = 1024;

    private static final Set<String> WORD = Set.of(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main");
    private static final String COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    private final String part;
    private final PartStream stream;
    private final Limits limits;
    private final Checkpoint checkpoint;
    private final XMLStreamReader reader;
    private int depth;
    private int events;

    /** Where the reading says how many bytes it has come, and may be stopped. */
    interface Checkpoint {
        void reached(long bytes) throws InterruptedException;
    }

    /** Reads what is in the element at which the part stands, and leaves it at its end. */
    interface Content {
        void read() throws IOException, InterruptedException;
    }

    XmlPart(String part, PartStream stream, Limits limits, Checkpoint checkpoint) throws IOException {
        this.part = part;
        this.stream = stream;
        this.limits = limits;
        this.checkpoint = checkpoint;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // The JDK's own limit would be called a broken document; ours says which option it is.
        factory.setProperty("jdk.xml.maxElementDepth", "0");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing outside of the document is read");
        });
        try {
            reader = factory.createXMLStreamReader(stream);
        } catch (XMLStreamException e) {
            throw failure(e);
        } catch (UnreadableSourceException e) {
            throw e;
        } catch (RuntimeException e) {
            // The boundary to the parser, which throws anything at bytes that are no XML.
            throw Refusals.damaged(part, e);
        }
    }

    /** Goes to the next child of the element that it stands in; false, at that one's end, if there is none left. */
    boolean nextChild() throws IOException, InterruptedException {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    limits.depth(++depth);
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return false;
                }
                case XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    /** Goes to the end of the element that it stands at. */
    void skip() throws IOException, InterruptedException {
        text(characters -> {});
    }

    /** Goes to the end of the element that it stands at, and gives its characters, not those of its children. */
    void text(Consumer<String> sink) throws IOException, InterruptedException {
        int level = 1;
        while (level > 0) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> limits.depth(depth + level++);
                case XMLStreamConstants.END_ELEMENT -> level--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (level == 1) {
                        sink.accept(reader.getText());
                    }
                }
                default -> {}
            }
        }
        depth--;
    }

    /** The characters of the element, cut to so many. */
    String text(int max) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        text(characters -> text.append(characters, 0, Math.min(characters.length(), max - text.length())));
        return text.toString();
    }

    /** The element's name: without prefix in Word's own namespaces, with {@code mc:} or {@code :} before it elsewhere. */
    String name() {
        String namespace = reader.getNamespaceURI();
        if (namespace != null && WORD.contains(namespace)) {
            return reader.getLocalName();
        }
        return (COMPATIBILITY.equals(namespace) ? "mc:" : ":") + reader.getLocalName();
    }

    /** The element's name without prefix, whatever its namespace. */
    String localName() {
        return reader.getLocalName();
    }

    /** An attribute of the element by its name without prefix. */
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                String value = reader.getAttributeValue(i);
                return value.length() > MAX_ATTRIBUTE ? value.substring(0, MAX_ATTRIBUTE) : value;
            }
        }
        return null;
    }

    /** An attribute that is a whole number, or what stands for it if it is not there or none. */
    int number(String name, int fallback) {
        String value = attribute(name);
        try {
            return value == null ? fallback : Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    /** Whether a property such as {@code <w:b/>} is on: it is, unless it says that it is not. */
    boolean isOn() {
        String value = attribute("val");
        return value == null || !(value.equals("0") || value.equals("false") || value.equals("off"));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private int next() throws IOException, InterruptedException {
        if (++events % CHECKPOINT == 0) {
            checkpoint.reached(stream.count());
        }
        stream.resume();
        int event;
        try {
            event = reader.next();
        } catch (XMLStreamException e) {
            throw failure(e);
        } catch (UnreadableSourceException e) {
            throw e;
        } catch (RuntimeException e) {
            // The boundary to the parser, which throws anything at some broken documents.
            throw Refusals.damaged(part, e);
        }
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "The document's part %s declares a document type or entities, which no Word document does; it is not read"
                            .formatted(part));
        }
        return event;
    }

    /** What a parser's failure is: the document's fault, or, returned by throwing it, that of this machine. */
    private UnreadableSourceException failure(XMLStreamException failure) throws IOException {
        if (failure.getNestedException() instanceof IOException reading
                && !(reading instanceof ZipException
                        || reading instanceof EOFException
                        || reading instanceof CharConversionException)) {
            throw reading;
        }
        return Refusals.damaged(part, failure);
    }
}
