package io.scry.ingestor.web;

import io.scry.ingestor.settings.ActiveSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * What becomes of a body that nobody has read when its request was answered. Tomcat reads the rest of it, on a thread that
 * is then counted nowhere, for as long as the client cares to send; enough such clients would take every thread there is,
 * those for probes included. So what has to be read is read while the request still counts as business, and else the
 * connection is closed. While it is read, {@link PacedBody} watches over it.
 */
@Component
final class UnreadBodies extends ValveBase implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private static final Logger log = LoggerFactory.getLogger(UnreadBodies.class);
    private static final String BODY = PacedBody.class.getName();
    private static final int LONGEST_REST = 16 * 1024 * 1024;
    private static final int BUFFER = 16 * 1024;

    private final ServerSettings server;
    private final PacedBody.Permits permits;

    UnreadBodies(ActiveSettings settings, SlowPermits slow) {
        super(true);
        this.server = settings.current().get(ServerSettings.class);
        this.permits = new PacedBody.Permits(slow, server);
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addEngineValves(this);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!hasBody(request)) {
            getNext().invoke(request, response);
            return;
        }
        try (PacedBody body = new PacedBody(request.getCoyoteRequest(), server, permits)) {
            request.setAttribute(BODY, body);
            getNext().invoke(request, response);
        }
        if (!request.isAsync() && !request.getCoyoteRequest().isFinished()) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /** Reads the rest after the answer has been sent, so that its sender gets to see it; too long a rest is left. */
    static void read(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (hasBody(request) && !request.isAsyncStarted()) {
            ServletInputStream body = request.getInputStream();
            if (!body.isFinished()) {
                response.flushBuffer();
                boolean isWaitedFor = request.getAttribute(BODY) instanceof PacedBody paced
                        && paced.beginRest(ApiKeyFilter.isKnown(request));
                drain(body, isWaitedFor ? LONGEST_REST : body.available());
            }
        }
    }

    /** Reads what has arrived already, and leaves the rest: nobody waits for it. */
    static void leave(HttpServletRequest request) throws IOException {
        if (hasBody(request)) {
            ServletInputStream body = request.getInputStream();
            drain(body, body.available());
        }
    }

    private static void drain(ServletInputStream body, int most) {
        byte[] buffer = new byte[BUFFER];
        try {
            int left = most;
            while (left > 0 && !body.isFinished()) {
                left -= Math.max(0, body.read(buffer, 0, Math.min(left, BUFFER)));
            }
        } catch (IOException e) {
            log.debug("The rest of a body did not come", e);
        }
    }

    static boolean hasBody(HttpServletRequest request) {
        // Not as a number: it may be none, which the server refuses in its own time.
        String length = request.getHeader("Content-Length");
        return (length != null && !length.equals("0")) || request.getHeader("Transfer-Encoding") != null;
    }
}
