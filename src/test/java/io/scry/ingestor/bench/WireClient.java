package io.scry.ingestor.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection on which GETs go one after another. It does as little as a client can, since it shares the machine with
 * the service that it measures.
 */
final class WireClient implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
    private static final Pattern CLOSE = Pattern.compile("(?i)\r\nconnection: *close\r\n");
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final Socket socket = new Socket();
    private final String host;
    private final byte[] buffer = new byte[64 * 1024];
    private boolean open = true;

    /** Connects, or gives up. */
    WireClient(URI service, Duration giveUp) throws IOException {
        host = service.getAuthority();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(service.getHost(), service.getPort()), Math.toIntExact(giveUp.toMillis()));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The status of the whole answer; giving up leaves the connection unusable. */
    int get(String path, Duration giveUp, String... headers) throws IOException {
        open = false;
        long deadline = System.nanoTime() + giveUp.toNanos();
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        String answer = "";
        int count = 0;
        while (!isWhole(answer)) {
            count += read(count, deadline);
            answer = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
        }
        open = !CLOSE.matcher(head(answer)).find();
        return Integer.parseInt(answer, STATUS_AT, STATUS_AT + 3, 10);
    }

    /** Whether the service takes another request on this connection. */
    boolean isOpen() {
        return open;
    }

    private int read(int offset, long deadline) throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("No whole answer in time");
        }
        socket.setSoTimeout(Math.toIntExact(left));
        InputStream in = socket.getInputStream();
        int count = in.read(buffer, offset, buffer.length - offset);
        if (count <= 0) {
            throw new IOException("The connection ends after " + offset + " bytes of an answer");
        }
        return count;
    }

    private static boolean isWhole(String answer) {
        String head = head(answer);
        if (head.isEmpty()) {
            return false;
        }
        Matcher length = LENGTH.matcher(head);
        return length.find()
                ? answer.length() >= head.length() + Integer.parseInt(length.group(1))
                : answer.endsWith(LAST_CHUNK);
    }

    private static String head(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return end < 0 ? "" : answer.substring(0, end + 4);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
