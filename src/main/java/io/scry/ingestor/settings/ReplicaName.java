package io.scry.ingestor.settings;

/** What the history, and other replicas, call this process. */
public record ReplicaName(String value) {}
