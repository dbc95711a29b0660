package io.scry.ingestor.bench.tika;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.ocr.TesseractOCRConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/**
 * Answers {@code PUT /tika} as Tika's own server does for {@code Accept: text/plain}: the type is detected, also by the
 * name in {@code Content-Disposition}; but the text goes out when all is read. Nothing is recognised in images. Arguments: the
 * port of 127.0.0.1, and how many documents are read at once.
 */
public final class TikaServer {

    private static final Pattern NAME = Pattern.compile("filename=\"([^\"]+)\"");

    private final AutoDetectParser parser = new AutoDetectParser();
    private final TesseractOCRConfig noOcr = new TesseractOCRConfig();

    private TikaServer() {
        noOcr.setSkipOcr(true);
    }

    public static void main(String[] args) throws IOException {
        // The last bytes of an answer would else wait for the client's acknowledgement of those before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newFixedThreadPool(Integer.parseInt(args[1])));
        server.createContext("/tika", new TikaServer()::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            put(exchange);
        } else {
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** A document that cannot be read gets no answer: the connection is closed. */
    private void put(HttpExchange exchange) throws IOException {
        Metadata metadata = new Metadata();
        String disposition = exchange.getRequestHeaders().getFirst("Content-Disposition");
        Matcher name = NAME.matcher(disposition == null ? "" : disposition);
        if (name.find()) {
            metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name.group(1));
        }
        ParseContext context = new ParseContext();
        context.set(TesseractOCRConfig.class, noOcr);
        try (TikaInputStream body = TikaInputStream.get(exchange.getRequestBody())) {
            // Whole: the client that measures reads nothing before it has sent everything, and each would wait for the other.
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Writer text = new OutputStreamWriter(answer, StandardCharsets.UTF_8);
            parser.parse(body, new BodyContentHandler(text), metadata, context);
            text.close();
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                answer.writeTo(out);
            }
        } catch (SAXException | TikaException e) {
            throw new IOException("The document cannot be read", e);
        }
    }
}
