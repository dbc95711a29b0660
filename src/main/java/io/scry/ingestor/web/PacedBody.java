package io.scry.ingestor.web;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * The body of a request as it comes in, for as long as its client keeps up. The server's own limit is one of silence: a byte
 * now and then would keep a thread for ever. Of slow clients, there may be only so many.
 */
final class PacedBody implements InputBuffer, AutoCloseable {

    private final Request request;
    private final InputBuffer body;
    private final Pace pace;
    private final long longestSilence;
    private final Semaphore slow;
    private boolean isSlow;

    /** Stands between a request and its body until it is closed. */
    PacedBody(Request request, ServerSettings settings, Semaphore slow) {
        this.request = request;
        this.body = request.getInputBuffer();
        this.pace = new Pace(settings);
        this.longestSilence = settings.clientTimeout().toNanos();
        this.slow = slow;
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
        if (!isSlow && pace.isSlow()) {
            isSlow = slow.tryAcquire();
            if (!isSlow) {
                throw slowClient("sent it slowly, as too many others do");
            }
        }
    }

    private static SlowClientException slowClient(String what) {
        return new SlowClientException("A body was not read to its end: the client " + what);
    }

    void hurry() {
        pace.hurry();
    }

    @Override
    public int available() {
        return body.available();
    }

    @Override
    public void close() {
        request.setInputBuffer(body);
        if (isSlow) {
            slow.release();
        }
    }
}
