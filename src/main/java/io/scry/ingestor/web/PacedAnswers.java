package io.scry.ingestor.web;

import io.scry.ingestor.settings.ActiveSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Cuts answers off whose clients take them too slowly. The server's own limit is one of silence: a client that takes a little
 * now and then would keep a thread for ever. Of slow clients, there may be only so many.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class PacedAnswers extends OncePerRequestFilter {

    private final ActiveSettings settings;
    private final SlowPermits slow;

    PacedAnswers(ActiveSettings settings, SlowPermits slow) {
        this.settings = settings;
        this.slow = slow;
    }

    /** An answer that was waited for is written then. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // An answer in a dispatch of its own has its pace already, somewhere below what others have put around it.
        Paced known = WebUtils.getNativeResponse(response, Paced.class);
        Paced paced = known == null
                ? new Paced(response, new Pace(settings.current().get(ServerSettings.class)), permits(request))
                : known;
        paced.open();
        try (paced) {
            chain.doFilter(request, known == null ? paced : response);
        }
    }

    /** What is open to everybody has threads of its own, as probes have. */
    private @Nullable Semaphore permits(HttpServletRequest request) {
        return Routes.isOperation(request) || Routes.isOpen(request) ? null : slow.permits();
    }

    private static final class Paced extends HttpServletResponseWrapper implements AutoCloseable {

        private final Pace pace;
        private final @Nullable Semaphore slow;
        private @Nullable ServletOutputStream out;
        private boolean isOpen;
        private boolean holds;

        Paced(HttpServletResponse response, Pace pace, @Nullable Semaphore slow) {
            super(response);
            this.pace = pace;
            this.slow = slow;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            ServletOutputStream paced = out;
            if (paced == null) {
                paced = new PacedStream(super.getOutputStream(), this);
                out = paced;
            }
            return paced;
        }

        private synchronized void add(long nanos, int bytes) throws SlowClientException {
            pace.add(nanos, bytes);
            if (pace.isOver()) {
                throw slowClient("slowly");
            }
            if (slow != null && !holds && pace.isSlow()) {
                holds = isOpen && slow.tryAcquire();
                if (!holds) {
                    throw slowClient("slowly, as too many others do");
                }
            }
        }

        private static SlowClientException slowClient(String how) {
            return new SlowClientException("An answer was not written to its end: the client took it " + how);
        }

        synchronized void open() {
            isOpen = true;
        }

        /** What is written after it, as when an answer that failed is put right, has no permit to take. */
        @Override
        public synchronized void close() {
            isOpen = false;
            if (slow != null && holds) {
                holds = false;
                slow.release();
            }
        }
    }

    private static final class PacedStream extends ServletOutputStream {

        private final ServletOutputStream out;
        private final Paced paced;

        PacedStream(ServletOutputStream out, Paced paced) {
            this.out = out;
            this.paced = paced;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            long begun = System.nanoTime();
            out.write(bytes, from, count);
            paced.add(System.nanoTime() - begun, count);
        }

        @Override
        public void flush() throws IOException {
            long begun = System.nanoTime();
            out.flush();
            paced.add(System.nanoTime() - begun, 0);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
