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
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Cuts answers off whose clients take them too slowly. The server's own limit is one of silence: a client that takes a little
 * now and then would keep a thread for ever.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class PacedAnswers extends OncePerRequestFilter {

    private final ActiveSettings settings;

    PacedAnswers(ActiveSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Pace pace = new Pace(settings.current().get(ServerSettings.class));
        chain.doFilter(request, new Paced(response, pace));
    }

    private static final class Paced extends HttpServletResponseWrapper {

        private final Pace pace;
        private @Nullable ServletOutputStream out;

        Paced(HttpServletResponse response, Pace pace) {
            super(response);
            this.pace = pace;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            ServletOutputStream paced = out;
            if (paced == null) {
                paced = new PacedStream(super.getOutputStream(), pace);
                out = paced;
            }
            return paced;
        }
    }

    private static final class PacedStream extends ServletOutputStream {

        private final ServletOutputStream out;
        private final Pace pace;

        PacedStream(ServletOutputStream out, Pace pace) {
            this.out = out;
            this.pace = pace;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            long begun = System.nanoTime();
            out.write(bytes, from, count);
            pace.add(System.nanoTime() - begun, count);
            if (pace.isOver()) {
                throw new SlowClientException("An answer was not written to its end: the client took it too slowly");
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
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
