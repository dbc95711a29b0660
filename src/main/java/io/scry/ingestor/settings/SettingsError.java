package io.scry.ingestor.settings;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the configuration or with a request's options.
 *
 * @param path the dotted path of the value, such as {@code health.timeout}; {@code ""} if it is the file as a whole
 * @param message what was expected and what was found, without secrets
 * @param file the file's name, or that of the environment variable; null if the value came with a request
 * @param line counted from 1; 0 if there is none
 * @param column counted from 1; 0 if there is none
 */
public record SettingsError(
        String path, String message, @Nullable String file, int line, int column) {

    /** {@code file:line:column: path: message}, without the parts that have no value. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (file != null) {
            text.append(file);
            if (line > 0) {
                text.append(':').append(line).append(':').append(column);
            }
            text.append(": ");
        }
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        return text.append(message).toString();
    }
}
