package io.scry.ingestor.adapter;

import java.util.Map;

/**
 * What is known of a document once all its data is written.
 *
 * @param metadata facts about the document, in the order in which people read them; snake_case names, JSON values
 * @param validation how the data stands against the configured rules
 */
public record Extraction(Map<String, Object> metadata, Validation validation) {}
