package io.scry.ingestor.settings;

/** Is told of every attempt to reload, good or bad, in their order. */
interface ReloadObserver {

    /** An attempt has ended. Must return at once and must not fail. */
    void attempted(ReloadAttempt attempt);
}
