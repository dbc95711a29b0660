package io.scry.ingestor.work;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * This process, as others see it.
 *
 * @param id unique to the process
 * @param host the name of the machine or pod
 */
public record Replica(String id, String host) {

    /** The current process. */
    public static Replica current() {
        String host = hostName();
        String unique = UUID.randomUUID().toString().substring(0, 8);
        return new Replica(host + "-" + ProcessHandle.current().pid() + "-" + unique, host);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
