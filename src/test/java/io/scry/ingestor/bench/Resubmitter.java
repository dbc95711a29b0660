package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Submission;
import io.scry.ingestor.harness.Submitter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Submits small documents to two processes in turn, every other pair of them asynchronously. One that is not answered,
 * or with a fault of the server, is sent to the other process under the same idempotency key until it is.
 */
final class Resubmitter implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SOURCES = 50;

    private final String run = UUID.randomUUID().toString();
    private final AtomicReferenceArray<UUID> accepted;
    private final AtomicReferenceArray<Api> processes = new AtomicReferenceArray<>(2);
    private final List<Api> all = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();

    Resubmitter(int count, URI first, URI second) {
        accepted = new AtomicReferenceArray<>(count);
        use(0, first);
        use(1, second);
    }

    /** Takes a process instead of the one that was first or second, 0 or 1. */
    void use(int place, URI process) {
        Api api = new Api(process);
        all.add(api);
        processes.set(place, api);
    }

    void submitAll(int clients) throws Exception {
        Clients.run(clients, accepted.length(), this::submit);
    }

    private void submit(int number) throws InterruptedException {
        String[] headers = (number / 2) % 2 == 0
                ? new String[] {"Idempotency-Key", key(number)}
                : new String[] {"Idempotency-Key", key(number), "Prefer", "respond-async"};
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (int place = number % 2; System.nanoTime() < deadline; place = 1 - place) {
            try {
                Api.Answer answer = processes
                        .get(place)
                        .postJson(Submitter.INGEST, Submission.of(source(number), data(number)), headers);
                if (answer.status() < 500) {
                    accept(number, answer);
                    return;
                }
                faults.incrementAndGet();
            } catch (IOException broken) {
                unanswered.incrementAndGet();
            }
        }
        throw new AssertionError("Request " + number + " had no answer for " + LIMIT);
    }

    private void accept(int number, Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        accepted.set(number, Submission.id(answer));
        answered.incrementAndGet();
    }

    /** Reads the data of an ingestion back and compares it with what was sent. */
    void check(int number) throws IOException, InterruptedException {
        Api.Answer answer = processes.get(number % 2).get(Submitter.INGESTIONS + accepted.get(number) + "/data");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("number").intValue()).isEqualTo(number);
        assertThat(answer.json().path("text").asString()).isEqualTo(text(number));
        assertThat(answer.json().size()).isEqualTo(2);
    }

    UUID accepted(int number) {
        return accepted.get(number);
    }

    int answered() {
        return answered.get();
    }

    /** How often a connection broke before the answer. */
    int unanswered() {
        return unanswered.get();
    }

    /** How many answers were 5xx. */
    int faults() {
        return faults.get();
    }

    private String key(int number) {
        return run + "-" + number;
    }

    private static String source(int number) {
        return "source-" + number % SOURCES;
    }

    private static Map<String, ?> data(int number) {
        return Map.of("number", number, "text", text(number));
    }

    private static String text(int number) {
        return "Order " + number + ", with a note that says \"handle with care\"";
    }

    @Override
    public void close() {
        all.forEach(Api::close);
    }
}
