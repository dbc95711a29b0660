package io.scry.ingestor.adapter;

/**
 * A source that is asked for, perhaps piece by piece.
 *
 * @param address where to ask first
 * @param web how to ask; usable for as long as the extraction lasts
 */
public record Endpoint(WebAddress address, Web web) implements Source {}
