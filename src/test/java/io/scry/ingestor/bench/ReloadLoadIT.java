package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadLoadIT {

    @TempDir
    Path directory;

    @Test
    void failsNoRequestAndMixesNoVersionsWhileItReloads() throws Exception {
        TwoConfigurations configurations = TwoConfigurations.in(directory);
        Map<String, String> environment = new HashMap<>(SharedServices.get().environment());
        environment.put("SCRY_DATABASE_URL", SharedServices.get().newDatabase().toString());
        environment.put("SCRY_CONFIG_DIR", configurations.path().toString());
        try (ServiceProcess service = ServiceProcess.start(environment).awaitListening(Duration.ofSeconds(90));
                Api api = new Api(service.baseUrl())) {
            configurations.learn(api);
            ReloadLoad.Report report = new ReloadLoad(service, configurations, 4).run(50, Duration.ofSeconds(10));
            assertThat(report.versions()).isEqualTo(2);
            System.out.println("50 reloads, payloads of both versions: " + report.latencies());
        }
    }
}
