package io.scry.ingestor.web;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 that closes the connections of requests whose head does not come to its end in time. They hold no thread, but
 * there are only so many connections, and the server's own limit begins afresh with every byte. Public as the web server
 * makes it by its name.
 */
public final class TimedHeads extends Http11NioProtocol {

    private static final Logger log = LoggerFactory.getLogger(TimedHeads.class);
    private static final long LOOKS = 4;

    private Duration headTimeout = Duration.ofSeconds(10);
    private @Nullable ScheduledFuture<?> looking;

    void setHeadTimeout(Duration limit) {
        headTimeout = limit;
    }

    @Override
    public void start() throws Exception {
        super.start();
        long every = Math.max(1, headTimeout.toMillis() / LOOKS);
        looking = getUtilityExecutor().scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (looking != null) {
            looking.cancel(false);
        }
        super.stop();
    }

    /** Boundary: a look that failed must not be the last one. */
    private void look() {
        try {
            getEndpoint().getConnections().forEach(this::closeIfLate);
        } catch (RuntimeException e) {
            log.error("Connections could not be looked at", e);
        }
    }

    private void closeIfLate(SocketWrapperBase<NioChannel> connection) {
        Lock lock = connection.getLock();
        // Whoever has it works on the connection just now.
        if (isLate(connection) && lock.tryLock()) {
            try {
                if (isLate(connection)) {
                    log.debug("The head of a request from {} takes too long", connection.getRemoteAddr());
                    connection.close();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean isLate(SocketWrapperBase<NioChannel> connection) {
        if (!(connection.getCurrentProcessor() instanceof Http11Processor processor)) {
            return false;
        }
        Request request = processor.getRequest();
        return request.getRequestProcessor().getStage() == Constants.STAGE_PARSE
                && request.getStartTimeNanos() > 0
                && System.nanoTime() - request.getStartTimeNanos() > headTimeout.toNanos();
    }
}
