package io.scry.ingestor.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that share a list of numbered tasks. */
public final class Clients {

    private Clients() {}

    /** What a client does, given the number of the task. */
    public interface Task {
        void run(int number) throws Exception;
    }

    /** Does the tasks 0 to {@code count - 1}, each client one after another; fails with the first that failed. */
    public static void run(int clients, int count, Task task) throws ExecutionException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                running.add(executor.submit(() -> {
                    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                        task.run(number);
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
    }
}
