package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.devservices.DevServices;
import io.scry.ingestor.devservices.SharedServices;
import io.scry.ingestor.harness.Balancer;
import org.junit.jupiter.api.Test;

class RollingIT {

    @Test
    void failsNoRequestAndLosesNoIngestionWhileReplicasAreRestarted() throws Exception {
        assumeTrue(Balancer.isInstalled(), "HAProxy is not installed: apt-get install haproxy");
        DevServices services = SharedServices.get();
        RollingRun.Report report = new RollingRun(services.environment(), services.newDatabase(), 3, 64).run();
        assertThat(report.gets()).isPositive();
        assertThat(report.posts()).isPositive();
    }
}
