package io.scry.ingestor.harness;

import io.scry.ingestor.devservices.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A TCP proxy between the service and what it depends on, whose network can be broken at run time. Its threads are
 * platform threads: only there is a socket closed at once while another thread reads from it.
 */
public final class FaultProxy implements AutoCloseable {

    public enum Mode {
        /** Bytes go through. */
        PASS,
        /** Nobody listens, and the connections there were are reset. */
        REFUSE,
        /** Connections are accepted and kept, and no byte goes through until the mode changes. */
        HANG
    }

    private final URI target;
    private final int port;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private volatile Mode mode = Mode.REFUSE;
    private @Nullable Listening listening;

    private record Listening(ServerSocket socket, Thread acceptor) {

        /** After this nobody is accepted any more, not even who came meanwhile. */
        void end() throws IOException {
            socket.close();
            try {
                acceptor.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FaultProxy(URI target, int port) {
        this.target = target;
        this.port = port;
    }

    /** Starts a proxy to the host and port of an address, in mode {@link Mode#PASS}. */
    public static FaultProxy to(URI target) throws IOException {
        FaultProxy proxy = new FaultProxy(target, Ports.free());
        proxy.set(Mode.PASS);
        return proxy;
    }

    /** The target's address with the proxy's host and port. */
    public URI url() {
        return UriComponentsBuilder.fromUri(target)
                .host("127.0.0.1")
                .port(port)
                .build(true)
                .toUri();
    }

    public int port() {
        return port;
    }

    /** How many connections of clients are open. */
    public int connections() {
        return clients.size();
    }

    /** Changes the mode; what hung goes on when the new mode is {@link Mode#PASS}. */
    public void set(Mode mode) throws IOException {
        synchronized (change) {
            this.mode = mode;
            change.notifyAll();
            if (mode == Mode.REFUSE) {
                refuse();
            } else if (listening == null) {
                ServerSocket opened = new ServerSocket();
                opened.setReuseAddress(true);
                opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                listening = new Listening(opened, Thread.ofPlatform().daemon().start(() -> accept(opened)));
            }
        }
    }

    private void refuse() throws IOException {
        if (listening != null) {
            listening.end();
            listening = null;
        }
        for (Socket client : clients) {
            reset(client);
        }
    }

    private void accept(ServerSocket opened) {
        while (true) {
            try {
                Socket client = opened.accept();
                clients.add(client);
                Thread.ofPlatform().daemon().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket()) {
            awaitPass();
            server.connect(new InetSocketAddress(InetAddress.getByName(target.getHost()), target.getPort()));
            Thread answers = Thread.ofPlatform().daemon().start(() -> pump(server, client));
            pump(client, server);
            answers.join();
        } catch (IOException ended) {
            // A side that is gone is what this class is for; closing both is all there is to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16 * 1024];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitPass();
                out.write(bytes, 0, count);
            }
        } catch (IOException ended) {
            // As in connect.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitPass() throws InterruptedException, IOException {
        synchronized (change) {
            while (mode == Mode.HANG) {
                change.wait();
            }
        }
        if (mode == Mode.REFUSE) {
            throw new IOException("The connection is refused");
        }
    }

    private static void reset(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closedMeanwhile) {
            return;
        }
        socket.close();
    }

    @Override
    public void close() throws IOException {
        set(Mode.REFUSE);
    }
}
