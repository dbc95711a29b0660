package io.scry.ingestor.work;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The slots in which this process works: each running job has one, whichever scheduler has claimed it, so that no more run
 * than {@code workers.count} says while one scheduler takes over from another. A slot gives its worker the name.
 */
@Component
class Slots {

    private final Replica replica;
    private final BitSet taken = new BitSet();
    private int count;
    private volatile Runnable onLeave = () -> {};

    Slots(Replica replica) {
        this.replica = replica;
    }

    /**
     * A slot that is taken.
     *
     * @param number from 1 on
     */
    record Slot(int number, String worker) {}

    /** So many there are from now on. Who works at one that is no more may finish. */
    synchronized void resize(int slots) {
        count = slots;
    }

    /** The first that is free; null if none is. */
    synchronized @Nullable Slot take() {
        if (!areFree()) {
            return null;
        }
        int number = taken.nextClearBit(1);
        taken.set(number);
        return new Slot(number, worker(number));
    }

    void leave(Slot slot) {
        synchronized (this) {
            taken.clear(slot.number());
        }
        onLeave.run();
    }

    synchronized boolean areFree() {
        return taken.cardinality() < count;
    }

    synchronized int count() {
        return count;
    }

    synchronized int taken() {
        return taken.cardinality();
    }

    /** The names of the workers there are: one for each slot, and those that finish at one that is no more. */
    synchronized List<String> workers() {
        return IntStream.rangeClosed(1, Math.max(count, taken.length() - 1))
                .filter(number -> number <= count || taken.get(number))
                .mapToObj(this::worker)
                .toList();
    }

    private String worker(int number) {
        return "worker-" + number + "@" + replica.host();
    }

    /** Called whenever a slot was left, by who has left it. */
    void onLeave(Runnable listener) {
        onLeave = listener;
    }
}
