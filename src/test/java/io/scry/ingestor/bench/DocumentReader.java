package io.scry.ingestor.bench;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Somebody who reads documents. */
interface DocumentReader {

    /**
     * Returns what the answer says of the document.
     *
     * @throws IOException if it is not read
     */
    String read(PeerDocument document) throws IOException, InterruptedException;

    /** The service, which answers when the payload is kept. */
    static DocumentReader of(Api api, String options) {
        return document -> {
            Api.Answer answer = api.upload(
                    Submitter.INGEST,
                    document.name(),
                    document.bytes(),
                    Map.of("source_config", options),
                    "Prefer",
                    "wait=120");
            if (answer.status() != 200) {
                throw new IOException(document.name() + ": " + answer.body());
            }
            return answer.body();
        };
    }

    /** Documents a second; they are read in order, again and again, and what comes back is looked at. */
    default double perSecond(int clients, List<PeerDocument> documents, int count) throws Exception {
        long begun = System.nanoTime();
        Clients.run(clients, count, number -> {
            PeerDocument document = documents.get(number % documents.size());
            document.assertIsIn(read(document));
        });
        return count / Bench.seconds(System.nanoTime() - begun);
    }
}
