package io.scry.ingestor.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration itself, at {@code config}.
 *
 * @param watch whether a changed file is reason enough to reload
 */
public record ConfigSettings(@DefaultValue("false") boolean watch) {}
