package io.scry.ingestor.settings;

/**
 * One part of the settings files, which a feature brings along.
 *
 * @param path where it lies in {@code settings.*.yaml}, with dots between the keys; {@code ""} is the top level, whose
 *     own values it then holds beside the other sections
 * @param type the record that it is bound to
 */
public record Section<T extends Record>(String path, Class<T> type) {}
