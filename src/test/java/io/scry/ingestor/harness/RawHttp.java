package io.scry.ingestor.harness;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends what no client of HTTP would send. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 60_000;

    private RawHttp() {}

    /** Sends these bytes, one a character, and returns all that comes until the connection is closed. */
    public static String exchange(URI service, String request) throws IOException {
        try (Socket socket = connect(service)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A connection on which nobody waits for longer than a minute. */
    public static Socket connect(URI service) throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}
