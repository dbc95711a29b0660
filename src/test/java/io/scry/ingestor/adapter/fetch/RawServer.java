package io.scry.ingestor.adapter.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts connections and writes what it likes, HTTP or not. */
public final class RawServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** What is written to a connection. */
    public interface Script {
        void run(OutputStream out) throws IOException, InterruptedException;
    }

    public RawServer(Script script) throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    open.add(connection);
                    Thread.ofVirtual().start(() -> serve(connection, script));
                } catch (IOException e) {
                    return; // It was closed.
                }
            }
        });
    }

    private static void serve(Socket connection, Script script) {
        try (connection) {
            // One read takes all of a small request.
            if (connection.getInputStream().read(new byte[8192]) > 0) {
                script.run(connection.getOutputStream());
            }
        } catch (IOException e) {
            // The client has gone, as it should.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many connections have come. */
    public int connections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }
}
