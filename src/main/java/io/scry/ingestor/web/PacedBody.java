package io.scry.ingestor.web;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as it comes in, for as long as its client keeps up. The server's own limit is one of silence: a byte
 * now and then would keep a thread for ever. Of slow clients, there may be only so many.
 */
final class PacedBody implements InputBuffer, AutoCloseable {

    private static final Duration REST = Duration.ofSeconds(2);
    private static final Duration REST_OF_UNKNOWN = Duration.ofMillis(500);

    private final Request request;
    private final InputBuffer body;
    private final Pace pace;
    private final long longestSilence;
    private final Permits permits;
    private @Nullable Semaphore held;

    /**
     * How many clients may be waited for at once.
     *
     * @param slow those who send slowly, and those who take slowly
     * @param unknown those who have no key, and are told so
     */
    record Permits(Semaphore slow, Semaphore unknown) {

        Permits(SlowPermits slow, ServerSettings settings) {
            this(slow.permits(), new Semaphore(Math.max(1, settings.threads() / 4)));
        }
    }

    /** Stands between a request and its body until it is closed. */
    PacedBody(Request request, ServerSettings settings, Permits permits) {
        this.request = request;
        this.body = request.getInputBuffer();
        this.pace = new Pace(settings);
        this.longestSilence = settings.clientTimeout().toNanos();
        this.permits = permits;
        request.setInputBuffer(this);
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        long silence = 0;
        while (true) {
            long begun = System.nanoTime();
            try {
                int read = body.doRead(handler);
                check(System.nanoTime() - begun, Math.max(0, read));
                if (read < 0) {
                    release();
                }
                return read;
            } catch (SocketTimeoutException nothingYet) {
                long waited = System.nanoTime() - begun;
                silence += waited;
                check(waited, 0);
                if (silence > longestSilence) {
                    throw slowClient("was silent for too long");
                }
            }
        }
    }

    private void check(long waited, int read) throws SlowClientException {
        pace.add(waited, read);
        if (pace.isOver()) {
            throw slowClient("sent it too slowly");
        }
        if (held == null && pace.isSlow() && !holds(permits.slow)) {
            throw slowClient("sent it slowly, as too many others do");
        }
    }

    private boolean holds(Semaphore semaphore) {
        if (held == null && semaphore.tryAcquire()) {
            held = semaphore;
        }
        return held != null;
    }

    private static SlowClientException slowClient(String what) {
        return new SlowClientException("A body was not read to its end: the client " + what);
    }

    /**
     * The answer is given, and the rest is read only so that the client gets to see it.
     *
     * @return whether it is to be waited for at all
     */
    boolean beginRest(boolean isKnown) {
        if (isKnown) {
            pace.hurry(REST);
            return true;
        }
        pace.endAfter(REST_OF_UNKNOWN);
        return holds(permits.unknown);
    }

    @Override
    public int available() {
        return body.available();
    }

    @Override
    public void close() {
        request.setInputBuffer(body);
        release();
    }

    private void release() {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
