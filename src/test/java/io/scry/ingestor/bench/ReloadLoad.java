package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Clients that ingest as fast as they get answers, while the service may be told again and again to reload. */
final class ReloadLoad {

    private final ServiceProcess service;
    private final TwoConfigurations configurations;
    private final int clients;
    private volatile boolean over;

    ReloadLoad(ServiceProcess service, TwoConfigurations configurations, int clients) {
        this.service = service;
        this.configurations = configurations;
        this.clients = clients;
    }

    /**
     * What was seen; that no request failed and every payload was of one version has been asserted.
     *
     * @param versions how many versions the payloads named
     */
    record Report(Percentiles latencies, int versions) {}

    /** Clients, and so many reloads spread over a time; by signal or request, at random moments. */
    Report run(int reloads, Duration time) throws Exception {
        over = false;
        List<Long> latencies = new ArrayList<>();
        Set<String> versions = new HashSet<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                running.add(executor.submit(() -> {
                    ingest(latencies, versions);
                    return null;
                }));
            }
            try {
                reload(reloads, time);
            } finally {
                over = true;
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        return new Report(Percentiles.of(latencies), versions.size());
    }

    private void ingest(List<Long> latencies, Set<String> versions) throws Exception {
        URI url = service.baseUrl();
        List<Long> own = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (Api api = new Api(url)) {
            for (int number = 0; !over; number++) {
                long begun = System.nanoTime();
                seen.add(configurations.ingest(api, number));
                own.add(System.nanoTime() - begun);
            }
        }
        synchronized (this) {
            latencies.addAll(own);
            versions.addAll(seen);
        }
    }

    private void reload(int reloads, Duration time) throws Exception {
        Random random = new Random(7);
        long begun = System.nanoTime();
        try (Api api = new Api(service.baseUrl())) {
            for (int number = 1; number <= reloads; number++) {
                double moment = (number - random.nextDouble()) / reloads;
                awaitMoment(begun + (long) (time.toNanos() * moment));
                configurations.exchange();
                if (random.nextBoolean()) {
                    service.signal("HUP");
                } else {
                    assertThat(api.post(TwoConfigurations.RELOAD).status()).isEqualTo(200);
                }
            }
            awaitMoment(begun + time.toNanos());
        }
    }

    private static void awaitMoment(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
