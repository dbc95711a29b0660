package io.scry.ingestor.adapter.pdf;

import java.io.IOException;

/** Counts the steps of a parser that knows of no interrupt, and asks now and then whether it has to stop. */
final class Steps {

    private static final int STEPS_BETWEEN_CHECKS = 512;

    private final Checkpoint checkpoint;
    private int count;

    Steps(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Is told now and then that work goes on, and can stop it. */
    interface Checkpoint {
        void pass() throws InterruptedException;
    }

    /** Carries an interrupt through a parser that knows only of {@link IOException}. */
    static final class Stopped extends RuntimeException {

        private final transient InterruptedException interrupt;

        Stopped(InterruptedException interrupt) {
            super(interrupt);
            this.interrupt = interrupt;
        }

        InterruptedException interrupt() {
            return interrupt;
        }
    }

    /**
     * One more.
     *
     * @throws Stopped if there is to be none
     */
    void take() {
        if (++count % STEPS_BETWEEN_CHECKS == 0) {
            try {
                check();
            } catch (InterruptedException e) {
                throw new Stopped(e);
            }
        }
    }

    /** Asks now. */
    void check() throws InterruptedException {
        checkpoint.pass();
    }
}
