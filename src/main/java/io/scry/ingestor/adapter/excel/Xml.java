package io.scry.ingestor.adapter.excel;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxLazyException;
import com.ctc.wstx.stax.WstxInputFactory;
import io.scry.ingestor.adapter.Output;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Walks through the elements of a part. Names count without their namespaces, of which there are two sets in use. */
final class Xml implements AutoCloseable {

    /** Excel's longest attributes, its formats, have 255 characters. */
    private static final int LONGEST_ATTRIBUTE = 64 * 1024;

    private static final int DEEPEST = 100;
    private static final int MOST_ATTRIBUTES = 100;
    private static final int STEPS_BETWEEN_REPORTS = 2000;

    private final XmlText in;
    private final XMLStreamReader reader;
    private final Output output;
    private final long total;
    private long steps;

    private Xml(XmlText in, XMLStreamReader reader, Output output, long total) {
        this.in = in;
        this.reader = reader;
        this.output = output;
        this.total = total;
    }

    /** Reads documents in bounded memory. Each workbook has its own, because a factory remembers the names it has seen. */
    static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        return factory;
    }

    /**
     * @param bytes what is read, and closed with this
     * @param total how much there is, about
     */
    static Xml open(XMLInputFactory factory, InputStream bytes, Output output, long total) throws IOException {
        try {
            XmlText in = XmlText.of(bytes);
            return new Xml(in, factory.createXMLStreamReader(in), output, total);
        } catch (ZipException | EOFException e) {
            bytes.close();
            throw Refusals.damaged("a part of it cannot be unpacked", e);
        } catch (XMLStreamException e) {
            bytes.close();
            throw failure(e);
        }
    }

    /** Moves on; whether there is anything more. */
    boolean next() throws IOException, InterruptedException {
        if (++steps % STEPS_BETWEEN_REPORTS == 0) {
            output.progress(Math.min(in.count(), total), total);
        }
        try {
            if (!reader.hasNext()) {
                return false;
            }
            if (reader.next() == XMLStreamConstants.DTD) {
                throw Refusals.damaged("a part of it has a document type declaration, which no workbook has");
            }
            return true;
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    boolean isStart(String name) {
        return reader.isStartElement() && reader.getLocalName().equals(name);
    }

    boolean isEnd(String name) {
        return reader.isEndElement() && reader.getLocalName().equals(name);
    }

    /** The value of an attribute of the element that starts here, whatever its namespace. */
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    boolean isTrue(String attribute) {
        String value = attribute(attribute);
        return "1".equals(value) || "true".equals(value);
    }

    /**
     * Moves to the end of the element that starts here, and adds its text to what is there.
     *
     * @param longest the most characters that there may be then
     */
    void appendText(StringBuilder text, int longest) throws IOException, InterruptedException {
        int depth = 1;
        while (depth > 0 && next()) {
            if (reader.isStartElement()) {
                depth++;
            } else if (reader.isEndElement()) {
                depth--;
            } else if (reader.hasText() && reader.getEventType() != XMLStreamConstants.COMMENT) {
                append(text, longest);
            }
        }
    }

    private void append(StringBuilder text, int longest) {
        try {
            if (text.length() + reader.getTextLength() > longest) {
                throw Refusals.limit("A cell is longer than " + longest + " characters", "max_field_size");
            }
            text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        } catch (WstxLazyException e) {
            throw Refusals.damaged("a part of it is not well-formed XML, or cut off", e);
        }
    }

    /** Moves to the end of the element that starts here. */
    void skip() throws IOException, InterruptedException {
        int depth = 1;
        while (depth > 0 && next()) {
            if (reader.isStartElement()) {
                depth++;
            } else if (reader.isEndElement()) {
                depth--;
            }
        }
    }

    /** What is broken inside the archive comes as an {@link IOException}, as does what is broken in this machine. */
    private static IOException failure(XMLStreamException e) {
        if (e.getNestedException() instanceof IOException io
                && !(io instanceof ZipException)
                && !(io instanceof EOFException)) {
            return io;
        }
        throw Refusals.damaged("a part of it is not well-formed XML, or cut off", e);
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw failure(e);
        } finally {
            in.close();
        }
    }
}
