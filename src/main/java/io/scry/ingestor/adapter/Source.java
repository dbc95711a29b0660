package io.scry.ingestor.adapter;

/** Where an adapter reads from: a local file, or a server that it asks itself. */
public sealed interface Source permits Document, Endpoint {}
