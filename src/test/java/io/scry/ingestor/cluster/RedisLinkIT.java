package io.scry.ingestor.cluster;

import io.scry.ingestor.harness.ServiceInJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A Redis that hangs up on everybody. */
class RedisLinkIT {

    private static final Duration WATCHED = Duration.ofSeconds(2);
    /** The check alone tries ten times a second until it has once been well. */
    private static final int FEW = 60;

    @Test
    void doesNotConnectForEveryRequestWhileRedisHangsUp() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket redis = new ServerSocket(0, FEW, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> hangUp(redis, connections));
            try (ServiceInJvm service =
                    ServiceInJvm.start(Map.of("SCRY_REDIS_URL", "redis://127.0.0.1:" + redis.getLocalPort()))) {
                ProgressBoard board = service.context().getBean(ProgressBoard.class);
                int before = connections.get();
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(WATCHED.multipliedBy(2))
                        .during(WATCHED)
                        .until(() -> board.of(UUID.randomUUID()).isEmpty() && connections.get() - before <= FEW);
                Awaitility.await("the check goes on trying").until(() -> connections.get() > before);
            }
        }
    }

    private static void hangUp(ServerSocket redis, AtomicInteger connections) {
        try {
            while (true) {
                redis.accept().close();
                connections.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
