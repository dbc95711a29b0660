package io.scry.ingestor.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection on which GETs go one after another. It does as little as a client can, since it shares the machine with
 * the service that it measures.
 */
final class WireClient implements AutoCloseable {

    private static final String LENGTH = "\r\nContent-Length: ";
    private static final String CLOSE = "\r\nConnection: close\r\n";
    private static final String END = "\r\n\r\n";
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final Socket socket = new Socket();
    private final byte[] buffer = new byte[64 * 1024];
    private boolean open = true;

    /** Connects, or gives up. */
    WireClient(URI service, Duration giveUp) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(service.getHost(), service.getPort()), Math.toIntExact(giveUp.toMillis()));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A request to send many times. */
    static byte[] request(URI service, String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + service.getAuthority());
        for (String header : headers) {
            request.append("\r\n").append(header);
        }
        return request.append(END).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The status of the whole answer, however long it takes. */
    int get(byte[] request) throws IOException {
        socket.setSoTimeout(0);
        return exchange(request, 0);
    }

    /** The status of the whole answer; giving up leaves the connection unusable. */
    int get(byte[] request, Duration giveUp) throws IOException {
        return exchange(request, System.nanoTime() + giveUp.toNanos());
    }

    /** Whether the service takes another request on this connection. */
    boolean isOpen() {
        return open;
    }

    private int exchange(byte[] request, long deadline) throws IOException {
        open = false;
        socket.getOutputStream().write(request);
        String answer = "";
        int count = 0;
        int head = 0;
        while (head == 0 || !isWhole(answer, head)) {
            if (deadline != 0) {
                limit(deadline);
            }
            count += read(count);
            answer = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
            head = answer.indexOf(END) + END.length();
            head = head < END.length() ? 0 : head;
        }
        int close = answer.indexOf(CLOSE);
        open = close < 0 || close > head;
        return Integer.parseInt(answer, STATUS_AT, STATUS_AT + 3, 10);
    }

    private void limit(long deadline) throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("No whole answer in time");
        }
        socket.setSoTimeout(Math.toIntExact(left));
    }

    private int read(int offset) throws IOException {
        InputStream in = socket.getInputStream();
        int count = in.read(buffer, offset, buffer.length - offset);
        if (count <= 0) {
            throw new IOException("The connection ends after " + offset + " bytes of an answer");
        }
        return count;
    }

    private static boolean isWhole(String answer, int head) {
        int length = answer.indexOf(LENGTH);
        if (length < 0 || length > head) {
            return answer.endsWith(LAST_CHUNK);
        }
        int from = length + LENGTH.length();
        return answer.length() >= head + Integer.parseInt(answer, from, answer.indexOf('\r', from), 10);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
