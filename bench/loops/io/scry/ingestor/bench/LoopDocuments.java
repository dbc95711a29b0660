package io.scry.ingestor.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the loops read: orders, in temporary files that are gone when the JVM is. */
public final class LoopDocuments {

    private static final int MEGABYTES = 5_000_000;
    private static final int PAGE = 100_000;

    private LoopDocuments() {}

    public static Path csv() throws IOException {
        Path file = file(".csv");
        Order.write(file, MEGABYTES);
        return file;
    }

    /** One array of records. */
    public static Path json() throws IOException {
        StringBuilder json = new StringBuilder("[");
        for (long id = 1; json.length() < MEGABYTES; id++) {
            Order order = Order.of(id);
            json.append(id == 1 ? "" : ",\n")
                    .append(JsonMapper.shared()
                            .writeValueAsString(Map.of(
                                    "id", order.id(),
                                    "order_date", order.date(),
                                    "customer", order.customer(),
                                    "amount", order.amount(),
                                    "notes", order.notes())));
        }
        return Files.write(file(".json"), json.append("]").toString().getBytes(StandardCharsets.UTF_8));
    }

    public static Path html() throws IOException {
        return Files.write(file(".html"), PeerDocuments.HTML.ofAbout(PAGE).bytes());
    }

    private static Path file(String extension) throws IOException {
        Path file = Files.createTempFile("loops", extension);
        file.toFile().deleteOnExit();
        return file;
    }
}
