package io.scry.ingestor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.ServiceInJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** In a service that runs, with all that follows its settings: one that refuses, at every place in their order. */
class RefusingSubscriberIT {

    @TempDir
    Path directory;

    @Test
    void changesNothingAnywhereWhoeverRefuses() throws Exception {
        ConfigFolder config = ConfigFolder.in(directory);
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_CONFIG_DIR", directory.toString()))) {
            List<SettingsSubscriber> real = service.context()
                    .getBeanProvider(SettingsSubscriber.class)
                    .orderedStream()
                    .toList();
            ReloadableSettings settings = service.context().getBean(ReloadableSettings.class);
            SettingsSource source = service.context().getBean(SettingsSource.class);
            Awaitility.await("the first heartbeat").until(() -> service.count("SELECT count(*) FROM worker") == 4);
            List<Object> before = state(service);
            config.development("""
                    log_level: ERROR
                    log_levels: {io.scry.ingestor: ERROR}
                    workers: {count: 7, poll_interval: 100ms}
                    health: {interval: 1s, timeout: 500ms, required: []}
                    drain: {timeout: 9s}
                    shutdown: {timeout: 33s}
                    ingestion: {queue_limit: 7}
                    """);
            for (int place = 0; place <= real.size(); place++) {
                List<SettingsSubscriber> subscribers = new ArrayList<>(real);
                subscribers.add(place, new Refusing());
                ReloadOutcome outcome = new ReloadRun(settings, source, provider(subscribers))
                        .run(new ReloadRequest(ReloadCause.CODE, null));
                assertThat(outcome.result()).isEqualTo(ReloadResult.REFUSED);
                assertThat(outcome.errors())
                        .extracting(SettingsError::message)
                        .containsExactly("refusing: there is no room");
                assertThat(state(service)).isEqualTo(before);
            }
            System.out.println("refused at " + (real.size() + 1) + " places between "
                    + real.stream().map(SettingsSubscriber::name).toList());
            assertThat(service.api().post("/api/v1/config/reload").status()).isEqualTo(200);
            assertThat(state(service)).isNotEqualTo(before);
        }
    }

    private static final class Refusing implements SettingsSubscriber {
        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public Change prepare(Settings active, Settings next) throws IOException {
            throw new IOException("there is no room");
        }
    }

    private static ObjectProvider<SettingsSubscriber> provider(List<SettingsSubscriber> subscribers) {
        return new ObjectProvider<>() {
            @Override
            public Stream<SettingsSubscriber> orderedStream() {
                return subscribers.stream();
            }
        };
    }

    private static List<Object> state(ServiceInJvm service) throws Exception {
        Api api = service.api();
        return List.of(
                api.get("/api/v1/config").body(),
                LoggerFactory.getLogger("io.scry.ingestor.some").isInfoEnabled(),
                LoggerFactory.getLogger("some.other").isInfoEnabled(),
                service.count("SELECT count(*) FROM worker"));
    }
}
