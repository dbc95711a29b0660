package io.scry.ingestor.bench;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Submits and lists in turn, so many times a second, and keeps how each was answered. */
final class Business implements AutoCloseable {

    private static final String LIST = "/api/v1/ingestions";

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Api api;
    private final Pacer pacer;

    Business(URI service, int perSecond) {
        api = new Api(service);
        pacer = new Pacer(perSecond, this::call);
    }

    /**
     * A request.
     *
     * @param begun of {@link System#nanoTime}, as is {@code ended}
     * @param status 0 if the connection broke
     */
    record Call(String name, long begun, long ended, int status, String body) {}

    private void call(int number) throws InterruptedException {
        boolean submits = number % 2 == 0;
        long begun = System.nanoTime();
        int status = 0;
        String body = "";
        try {
            Api.Answer answer = submits ? submit(number) : api.get(LIST);
            status = answer.status();
            body = answer.body();
        } catch (IOException broken) {
            body = broken.toString();
        }
        calls.add(new Call(submits ? "POST" : "GET", begun, System.nanoTime(), status, body));
    }

    private Api.Answer submit(int number) throws IOException, InterruptedException {
        return api.postJson(
                Submitter.INGEST,
                Submission.of("source-" + number % 10, Map.of("number", number)),
                "Prefer",
                "respond-async");
    }

    /** All that were answered until now, or failed. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        try (api) {
            pacer.close();
        }
    }
}
