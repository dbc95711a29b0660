package io.scry.ingestor.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what a process writes to its standard error, and keeps the last of it. */
final class ErrorLines implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(ErrorLines.class);
    private static final int KEPT = 2000;

    private final InputStream stream;
    private String last = "";

    ErrorLines(InputStream stream) {
        this.stream = stream;
    }

    /** Until the stream ends. */
    @Override
    public void run() {
        byte[] buffer = new byte[KEPT];
        try (stream) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                add(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            log.debug("A parser's errors cannot be read any more", e);
        }
    }

    private synchronized void add(String text) {
        String all = last + text;
        last = all.substring(Math.max(0, all.length() - KEPT));
    }

    /** On one line. */
    synchronized String last() {
        return last.isBlank() ? "nothing" : last.strip().replaceAll("\\s+", " ");
    }
}
