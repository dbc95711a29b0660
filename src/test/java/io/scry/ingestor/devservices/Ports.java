package io.scry.ingestor.devservices;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds ports for servers that need theirs before they start. */
public final class Ports {

    // Below what Linux and macOS give to connections and to whoever asks for any port: such a port may be gone by the
    // time a server has started, and two servers that ask for it at once may get the same.
    private static final int FIRST = 20_000;
    private static final int COUNT = 10_000;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    /** A TCP port of the loopback interface on which nobody listens, and which this JVM gets once. */
    public static int free() throws IOException {
        for (int attempt = 0; attempt < COUNT; attempt++) {
            int port = FIRST + NEXT.getAndIncrement() % COUNT;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("All ports from " + FIRST + " to " + (FIRST + COUNT - 1) + " are in use");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }
}
