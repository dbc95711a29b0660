package io.scry.ingestor.isolation;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.Validation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JsonGenerator;

/** Does what its document says, as a parser with a fault in it would. */
final class WildAdapter implements Adapter<WildAdapter.Options> {

    record Options(String greeting, DataSize size, Duration time, List<String> numbers, Map<String, String> names) {}

    @Override
    public String name() {
        return "wild";
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public List<String> accepts() {
        return List.of("text/x-wild");
    }

    @Override
    public Match recognise(Head head) {
        return Match.NO;
    }

    @Override
    public Extraction extract(Document document, Options options, Output output)
            throws IOException, InterruptedException {
        String order = Files.readString(document.file());
        switch (order) {
            case "loop" -> loop();
            case "loop politely" -> loopPolitely(output);
            case "write for ever" -> write(output, Long.MAX_VALUE);
            case "eat" -> eat();
            case "sink" -> sink(0);
            case "wait" -> waitForNobody();
            case "die" -> Runtime.getRuntime().halt(77);
            case "garble" -> garble();
            case "print" -> System.out.println("this is no frame");
            case "refuse" -> throw new UnreadableSourceException(UnreadableSourceException.Reason.DAMAGED, "No good");
            case "lack" -> throw new IOException("No space left on device");
            case "fail" -> throw new IllegalArgumentException("A fault of the adapter");
            default -> {}
        }
        write(output, order.length());
        return new Extraction(
                Map.of(
                        "options",
                        options.toString(),
                        "environment",
                        String.valueOf(System.getenv("PATH")),
                        "temporary",
                        System.getProperty("java.io.tmpdir"),
                        "source",
                        document.fileName() + " " + document.contentType() + " " + document.location()),
                new Validation.Builder()
                        .error("rule", "broken", "line 1")
                        .metric("share", 0.5)
                        .build());
    }

    /** As long as a server takes that is neither quick nor slow. */
    private static void waitForNobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout(50);
            server.accept().close();
        } catch (SocketTimeoutException waited) {
            // That is all.
        }
    }

    private static void write(Output output, long records) {
        JsonGenerator json = output.records();
        for (long i = 0; i < records; i++) {
            json.writeStartObject();
            json.writeNumberProperty("n", i);
            json.writeStringProperty("text", "Grüße, 世界");
            json.writeEndObject();
        }
    }

    private static void loop() {
        for (long i = 0; i != -1; i = (i + 1) & Long.MAX_VALUE) {
            Thread.onSpinWait();
        }
    }

    private static void loopPolitely(Output output) throws InterruptedException {
        for (long i = 0; i != -1; i = (i + 1) & Long.MAX_VALUE) {
            output.progress(i, 0);
        }
    }

    private static void eat() {
        List<byte[]> eaten = new ArrayList<>();
        while (!eaten.contains(new byte[0])) {
            eaten.add(new byte[1_000_000]);
        }
    }

    private static void garble() throws IOException {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write("this is no frame at all".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static int sink(int depth) {
        return depth < 0 ? 0 : sink(depth + 1) + 1;
    }
}
